import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { capture, root, type StepResult } from '../step.ts'

const binary = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
const hook = join(root, 'tooling/boundaries/typescript-6.ts')
const rules = join(root, '.dependency-cruiser.cjs')

/**
 * Holds a tree against the rules of `.dependency-cruiser.cjs`. Without its TypeScript the tool sees no module at all and
 * says that all is well; so a tree in which it saw nothing has failed.
 */
export async function cruise(tree = root): Promise<StepResult> {
  const sources = readdirSync(join(tree, 'packages'))
    .map((name) => join('packages', name, 'src'))
    .concat('packages/cli/bin')
    .filter((path) => existsSync(join(tree, path)))
  const result = await capture(process.execPath, ['--import', hook, binary, '--config', rules, ...sources], tree)
  const seen = Number(/(\d+) modules?,/.exec(result.output)?.[1] ?? 0)
  return seen > 0 ? result : { ok: false, output: `${result.output}\ndependency-cruiser saw no module` }
}
