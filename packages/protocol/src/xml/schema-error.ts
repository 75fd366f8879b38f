import { MailError } from '../mail-error.ts'

/** Where in a document something is wrong; line and column count from 1. */
export interface Position {
  readonly path: string
  readonly line?: number
  readonly column?: number
}

/** A name from a document as a message may show it: it is as long as its writer likes. */
export const shownName = (name: string): string => (name.length > 64 ? `${name.slice(0, 64)}…` : name)

/**
 * An error about a document that breaks its schema. The rule must not repeat content: it may be personal, and error
 * messages are logged.
 */
export function schemaError(rule: string, position: Position, cause?: unknown): MailError {
  const place = position.line === undefined ? '' : ` (line ${position.line}, column ${position.column})`
  const message = `The XML does not follow the schema at ${position.path}${place}: ${rule}. Correct the XML and send it again.`
  return new MailError('SCHEMA_VALIDATION_ERROR', message, {
    detail: { ...position, rule },
    ...(cause === undefined ? {} : { cause }),
  })
}
