import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname, '..')

export type Step = { name: string; run: () => Promise<StepResult> }
export type StepResult = { ok: boolean; output: string }

/** Environment in which the repository's own binaries come first, the pinned Node among them. */
export const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
}

/** A step that is a command: it has passed when the command ends with 0. */
export function command(name: string, file: string, args: readonly string[]): Step {
  return { name, run: () => capture(file, args) }
}

/** Runs a command in the repository's root, without stdin, and keeps all it prints. */
export async function capture(file: string, args: readonly string[], cwd = root): Promise<StepResult> {
  const child = spawn(file, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { ok: code === 0, output: Buffer.concat(printed).toString('utf8') }
}
