import { availableParallelism } from 'node:os'
import { cruise } from './boundaries/cruise.ts'
import { checkDocuments } from './documents/check.ts'
import { checkLicences } from './licences.ts'
import { command, type Step, type StepResult } from './step.ts'

const steps: Step[] = [
  command('types', 'tsc', ['-p', 'tsconfig.json']),
  command('types of the web', 'tsc', ['-p', 'packages/web/tsconfig.json', '--noEmit']),
  command('format and imports', 'biome', ['check', '--error-on-warnings', '.']),
  command('lint', 'oxlint', ['--type-aware', '--deny-warnings', '--report-unused-disable-directives']),
  { name: 'boundaries', run: cruise },
  command('dead code', 'knip', ['--no-config-hints']),
  { name: 'licences', run: checkLicences },
  { name: 'generated docs', run: checkDocuments },
  command('guards', process.execPath, ['--test', '--test-reporter=dot', 'tooling/guards/*.test.ts']),
]

type Outcome = StepResult & { name: string; milliseconds: number }

async function time(step: Step): Promise<Outcome> {
  const started = performance.now()
  const result = await step.run().catch((error: unknown) => ({ ok: false, output: String(error) }))
  return { name: step.name, ...result, milliseconds: performance.now() - started }
}

/** As many at a time as there are cores, in the order of the list. */
async function runAll(chosen: readonly Step[]): Promise<Outcome[]> {
  const waiting = chosen.map((step, index) => ({ step, index }))
  const outcomes: Outcome[] = []
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      outcomes[next.index] = await time(next.step)
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane))
  return outcomes
}

/**
 * Runs the named steps, or all. What a failed step printed is shown, then the table.
 * @throws when there is no step of a given name
 */
export async function runChecks(wanted: readonly string[] = []): Promise<{ passed: number; failed: number }> {
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name))
  const names = steps.map((step) => step.name).join(', ')
  if (unknown.length > 0) throw new Error(`no step is called ${unknown.join(', ')}; there are: ${names}`)
  const outcomes = await runAll(wanted.length > 0 ? steps.filter((step) => wanted.includes(step.name)) : steps)
  for (const { ok, name, output } of outcomes) if (!ok) console.log(`\n── ${name} ──\n${output.trim()}`)
  console.log('\ncheck               result      time')
  for (const { name, ok, milliseconds } of outcomes) {
    console.log(
      `${name.padEnd(20)}${(ok ? 'ok' : 'FAILED').padEnd(8)}${(milliseconds / 1000).toFixed(1).padStart(6)} s`,
    )
  }
  const failed = outcomes.filter(({ ok }) => !ok).length
  return { passed: outcomes.length - failed, failed }
}
