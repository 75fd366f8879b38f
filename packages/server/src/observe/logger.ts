import { type DestinationStream, type LogFn, type Logger, pino, stdTimeFunctions } from 'pino'
import type { LogLevel } from '../config/config.ts'
import { logOutput } from './log-output.ts'
import { maskLine, redact } from './redact.ts'

export type { Logger }

/** JSON lines without personal data. Facts of the business are written by `report.ts`. */
export function createLogger(level: LogLevel, stream: DestinationStream = logOutput()): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => error }, // `formatters.log` has told what may be told
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      hooks: { streamWrite: maskLine, logMethod: withText },
    },
    stream,
  )
}

/** A line without a text would get the error's, which may quote personal data. */
function withText(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [fields, ...rest] = args as unknown[]
  const text = rest.length === 0 && typeof fields === 'object' ? ['an error'] : rest
  method.apply(this, [fields, ...text] as Parameters<LogFn>)
}
