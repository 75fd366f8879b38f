import { type ErrorActor, type ErrorCode, type ErrorType, errorCodes, MailError } from '@brevdue/protocol'

export type DigipostErrorDetails = {
  /** As the service stated it; where absent, as the table says for the code. */
  readonly type?: ErrorType | undefined
  readonly status?: number | undefined
  readonly requestId?: string | undefined
  readonly rawBody?: string | undefined
  readonly outcomeUnknown?: boolean | undefined
  readonly messageId?: string | undefined
  readonly cause?: unknown
}

/**
 * The one error of this package. `code` is the protocol's code, also for what goes wrong before anything is sent
 * (`CLIENT_ERROR`), on the way (`CONNECTION_ERROR`) and with answers that cannot be trusted (`SERVER_SIGNATURE_ERROR`).
 */
export class DigipostError extends Error {
  override name = 'DigipostError'
  readonly code: ErrorCode
  readonly type: ErrorType
  /** Who has to act: the sender of the letter, the integrator, the operator of the service, or the service itself. */
  readonly actor: ErrorActor
  /** Whether the same call, with the same message id, may succeed later. */
  readonly retryable: boolean
  /** True when the service may have carried the request out. Repeat with the same message id; never send another way. */
  readonly outcomeUnknown: boolean
  /** Of the message that was being sent, also where it was chosen here: what to repeat it with. */
  readonly messageId: string | undefined
  readonly status: number | undefined
  readonly requestId: string | undefined
  /** Body of the answer as it came. */
  readonly rawBody: string | undefined

  constructor(code: ErrorCode, message: string, details: DigipostErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    const rule = errorCodes[code]
    this.code = code
    this.type = details.type ?? rule.type
    this.actor = rule.actor
    this.outcomeUnknown = details.outcomeUnknown ?? false
    this.retryable = rule.retry || this.outcomeUnknown
    this.messageId = details.messageId
    this.status = details.status
    this.requestId = details.requestId
    this.rawBody = details.rawBody
  }
}

/** The same error, which tells what message it is about. */
export function aboutMessage(error: unknown, messageId: string): unknown {
  if (!(error instanceof DigipostError)) return error
  const { code, message, type, status, requestId, rawBody, outcomeUnknown, cause } = error
  return new DigipostError(code, message, { type, status, requestId, rawBody, outcomeUnknown, messageId, cause })
}

/** What went wrong on this side, as a DigipostError: a wrong argument, an unreadable document, an invalid message. */
export function localError(error: unknown, doing: string): DigipostError {
  if (error instanceof DigipostError) return error
  if (error instanceof MailError) return new DigipostError(error.code, error.message, { cause: error })
  const reason = error instanceof Error ? error.message : String(error)
  return new DigipostError('CLIENT_ERROR', `${doing}: ${reason}`, { cause: error })
}
