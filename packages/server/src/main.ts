import { type RunningServer, startServer } from './app.ts'
import type { Config } from './config/config.ts'
import { loadConfig } from './config/load.ts'
import { StartError } from './config/start-error.ts'
import { createLogger, type Logger } from './observe/logger.ts'

export interface RunOptions {
  /** Called once when the server listens; if it throws, the server stops and the process fails. */
  started?: (server: RunningServer) => Promise<void> | void
  log?: Logger
}

/** How the process ends: 0 stopped on request, 1 failed, 130 told to stop a second time. */
const impatient = 130
/** npm passes Ctrl-C on to a process that has had it from the terminal already: that is not a second time. */
const sameSignalMs = 1_000
/** After a fault that nobody caught, this long is given to a clean stop of the database. */
const lastMomentsMs = 5_000

/**
 * Runs a server as this process, until it is told to stop (SIGINT, SIGTERM, or its terminal closing) or fails.
 *
 * @returns the exit code
 */
export async function runServer(config: Config, options: RunOptions = {}): Promise<number> {
  const log = options.log ?? createLogger(config.logLevel)
  const ending = Promise.withResolvers<number>()
  const fail = (error: unknown): void => {
    log.fatal({ err: error }, 'the server cannot go on')
    ending.resolve(1)
  }
  let told: number | undefined
  const stop = (): void => {
    if (told !== undefined && performance.now() - told > sameSignalMs) process.exit(impatient)
    told ??= performance.now()
    ending.resolve(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  // A terminal that closes; but under nohup, which redirects the output, the signal stays ignored.
  if (process.stdout.isTTY) process.on('SIGHUP', stop)
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)

  const server = await startServer(config, { log, failed: fail })
  try {
    await options.started?.(server)
  } catch (error) {
    await server.close()
    throw error
  }
  const code = await ending.promise
  if (code !== 0) setTimeout(() => process.exit(code), lastMomentsMs).unref()
  await server.close()
  return code
}

/** Says what is wrong in the way an operator can use. @returns the exit code */
export function explainFailure(error: unknown): number {
  if (error instanceof StartError) process.stderr.write(`Brevdue cannot start.\n${error.message}\n`)
  else
    process.stderr.write(`Brevdue failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}

if (import.meta.main) {
  try {
    process.exitCode = await runServer(loadConfig(process.env))
  } catch (error) {
    process.exitCode = explainFailure(error)
  }
}
