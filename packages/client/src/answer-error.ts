import { type ErrorCode, type ErrorType, errorElement, isErrorCode, readDocument } from '@brevdue/protocol'
import { DigipostError } from './digipost-error.ts'
import type { Answer } from './transport.ts'

const errorTypes: readonly string[] = ['SERVER', 'CLIENT_DATA', 'CLIENT_TECHNICAL', 'CONFIGURATION', 'NONE', 'UNKNOWN']

/**
 * The refusal that an answer other than a success states (protocol.md 10).
 * @param changes whether the request would have changed something, so that its outcome can be unknown
 */
export function refusalOf(answer: Answer, changes: boolean): DigipostError {
  const stated = readError(answer)
  const code = codeOf(answer.status, stated?.errorCode)
  const foreign = stated !== undefined && stated.errorCode !== code ? `${stated.errorCode}: ` : ''
  const message = stated?.errorMessage ?? `the service answered with status ${answer.status} and no readable error`
  return new DigipostError(code, `${foreign}${message}`, {
    ...detailsOf(answer),
    type: stated !== undefined && errorTypes.includes(stated.errorType) ? (stated.errorType as ErrorType) : undefined,
    outcomeUnknown: changes && answer.status >= 500 && !isDecided(code, stated !== undefined),
  })
}

/** An answer that cannot be trusted, whatever it says. */
export function untrusted(answer: Answer, problem: string, changes: boolean): DigipostError {
  const message = `The answer with status ${answer.status} cannot be trusted: ${problem}.`
  return new DigipostError('SERVER_SIGNATURE_ERROR', message, { ...detailsOf(answer), outcomeUnknown: changes })
}

/** An answer of the service that does not have the form of its version. */
export function unreadable(answer: Answer, cause: unknown, changes: boolean): DigipostError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `The answer with status ${answer.status} cannot be read: ${reason}`
  return new DigipostError('SERVER_ERROR', message, { ...detailsOf(answer), outcomeUnknown: changes, cause })
}

function detailsOf(answer: Answer) {
  const requestId = answer.headers['x-request-id']
  return {
    status: answer.status,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    rawBody: answer.body.toString('utf8'),
  }
}

/** A 5xx leaves open what happened, except where the service says that it will not do such a thing at all. */
const isDecided = (code: ErrorCode, stated: boolean) => stated && code === 'GENERAL_ERROR'

function codeOf(status: number, stated: string | undefined): ErrorCode {
  if (stated !== undefined && isErrorCode(stated)) return stated
  if (status === 503) return 'API_UNAVAILABLE'
  if (status === 413) return 'REQUEST_TOO_LARGE'
  return status === 500 ? 'SERVER_ERROR' : 'GENERAL_ERROR'
}

function readError(answer: Answer) {
  try {
    return readDocument(errorElement, answer.body, { unknown: 'skip' }).value
  } catch {
    return undefined
  }
}
