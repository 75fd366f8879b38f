import { ConfigError, explainFailure, InputError, OperatorError, StartError } from '@brevdue/server'
import { CommanderError } from 'commander'
import { complain, sayJson } from './print.ts'
import { program } from './program.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs `brevdue` with the arguments of a process.
 *
 * @returns the exit code: 0 done, 1 refused or failed, 2 wrong usage
 */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(argv)
    return Number(process.exitCode ?? 0)
  } catch (error) {
    return explain(error, argv.includes('--json'))
  }
}

function explain(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return explainUsage(error, json)
  const usage = error instanceof UsageError || error instanceof InputError
  if (json) {
    const problems =
      error instanceof OperatorError || error instanceof ConfigError || error instanceof UsageError
        ? error.problems
        : [messageOf(error)]
    sayJson({ ok: false, problems })
  } else if (error instanceof UsageError) complain(`brevdue: ${error.message}`)
  else if (error instanceof OperatorError) complain(`Nothing was changed:\n${error.message}`)
  else if (error instanceof StartError) complain(error.message)
  else return explainFailure(error)
  return usage ? 2 : 1
}

/** Commander has told the person what is wrong, but not the program that reads JSON; help and version are no errors. */
function explainUsage({ exitCode, code, message }: CommanderError, json: boolean): number {
  if (exitCode === 0) return 0
  if (json && code !== 'commander.help') sayJson({ ok: false, problems: [message.replace(/^error: /, '')] })
  return 2
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
