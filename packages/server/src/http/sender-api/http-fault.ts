import { type ErrorCode, MailError } from '@brevdue/protocol'

/** Faults of HTTP itself, for which the protocol's error table has a code but not this status (protocol 3.3, 12.44). */
export type HttpFault =
  | 'badRequest'
  | 'unknownPath'
  | 'wrongMethod'
  | 'notAcceptable'
  | 'tooSlow'
  | 'wrongMediaType'
  | 'unknownExpectation'
  | 'tooMany'
  | 'headersTooLarge'

const faults: Record<HttpFault, { status: number; code: ErrorCode }> = {
  badRequest: { status: 400, code: 'PROBLEM_WITH_REQUEST' },
  unknownPath: { status: 404, code: 'PROBLEM_WITH_REQUEST' },
  wrongMethod: { status: 405, code: 'PROBLEM_WITH_REQUEST' },
  notAcceptable: { status: 406, code: 'PROBLEM_WITH_REQUEST' },
  tooSlow: { status: 408, code: 'PROBLEM_WITH_REQUEST' },
  wrongMediaType: { status: 415, code: 'PROBLEM_WITH_REQUEST' },
  unknownExpectation: { status: 417, code: 'PROBLEM_WITH_REQUEST' },
  tooMany: { status: 429, code: 'API_UNAVAILABLE' },
  headersTooLarge: { status: 431, code: 'PROBLEM_WITH_REQUEST' },
}

const httpStatus = Symbol('httpStatus')
const httpHeaders = Symbol('httpHeaders')

/** A MailError that is answered with an HTTP status of its own. */
export function httpFault(fault: HttpFault, message: string, headers: Record<string, string> = {}): MailError {
  const { status, code } = faults[fault]
  return Object.assign(new MailError(code, message), { [httpStatus]: status, [httpHeaders]: headers })
}

/**
 * GENERAL_ERROR is only used for what this version has not built. The table's 500 would make the official Java client
 * replace our text with its own; of a 501 it shows the text.
 */
const notBuiltStatus = 501

export function statusOf(error: MailError): number {
  const own = (error as { [httpStatus]?: number })[httpStatus]
  if (own !== undefined) return own
  return error.code === 'GENERAL_ERROR' ? notBuiltStatus : (error.rule.status ?? 500)
}

export function headersOf(error: MailError): Record<string, string> {
  return (error as { [httpHeaders]?: Record<string, string> })[httpHeaders] ?? {}
}
