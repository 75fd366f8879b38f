import { type ErrorCode, type ErrorRule, errorCodes } from './error-codes.ts'

/**
 * The one class thrown on purpose. The code decides everything a caller can act on: type, HTTP status, whose turn it
 * is and whether trying again helps (see `errorCodes`).
 */
export class MailError extends Error {
  override name = 'MailError'
  readonly code: ErrorCode
  /** For the log, never sent to a caller. */
  readonly detail: Readonly<Record<string, unknown>>

  /** @param message what is wrong, where, by which rule, whose fault, what to do; must be safe to show to the caller */
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; detail?: Record<string, unknown> } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.code = code
    this.detail = Object.freeze({ ...options.detail })
  }

  /** The row of the error table for this code. */
  get rule(): ErrorRule {
    return errorCodes[this.code]
  }
}
