import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { readSandboxFile, sandboxFilePath } from '../sandbox-file.ts'
import { type Finding, failed, ok, reasonOf } from './finding.ts'

/** Whether `sandbox.json` can be used; undefined where the directory is no sandbox. */
export async function checkSandbox(dataDirectory: string): Promise<Finding | undefined> {
  const advice = `Delete ${sandboxFilePath(dataDirectory)}; the next \`brevdue sandbox\` writes it anew.`
  try {
    const sandbox = await readSandboxFile(dataDirectory)
    if (sandbox === undefined) return undefined
    const paths = sandbox.senders.flatMap(({ key, certificate, p12 }) => [key, certificate, p12])
    await Promise.all(paths.map((path) => access(join(dataDirectory, path))))
    return ok('sandbox', `${sandbox.senders.length} senders and ${sandbox.people.length} people, at ${sandbox.url}`)
  } catch (error) {
    return failed('sandbox', `sandbox.json or a key it names cannot be read: ${reasonOf(error)}`, advice)
  }
}
