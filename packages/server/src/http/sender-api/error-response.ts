import { randomUUID } from 'node:crypto'
import { errorElement, MailError, type Version, versionOfAccept, writeDocument, xmlMediaType } from '@brevdue/protocol'
import type { Logger } from 'pino'
import { isUnstorableText } from '../../store/unstorable-text.ts'
import { outageIn, outageWords } from '../outage.ts'
import { headersOf, httpFault, statusOf } from './http-fault.ts'
import type { Answer } from './sign-response.ts'

/** The `<error>` of protocol 10.1, in the version that `accept` asks for. */
export function errorAnswer(error: MailError, accept: string | undefined): Answer {
  const version: Version = versionOfAccept(accept) ?? 'v8'
  const body = writeDocument(errorElement, version, {
    errorCode: error.code,
    errorMessage: printable(error.message),
    errorType: error.rule.type,
  })
  const status = statusOf(error)
  const retryAfter: Record<string, string> = status === 503 ? { 'Retry-After': '1' } : {}
  return { status, body, contentType: xmlMediaType(version), headers: { ...retryAfter, ...headersOf(error) } }
}

/** What may be said to the caller of anything that was thrown. The text of an unexpected fault stays in the log. */
export function tellableError(error: unknown, log: Logger): MailError {
  if (error instanceof MailError) return error
  const framework = frameworkFault(error)
  if (framework !== undefined) return framework
  if (isUnstorableText(error)) {
    return httpFault(
      'badRequest',
      'A text in this request holds a character that cannot be stored (U+0000). Leave it out.',
    )
  }
  const outage = outageIn(error)
  if (outage !== undefined) {
    log.error({ err: error, outage }, 'a request failed because something the service needs is away')
    return new MailError(
      'API_UNAVAILABLE',
      `${outageWords[outage]} Send the same request again in a moment, with the same message-id: should it have been delivered after all, the answer will say so.`,
      { cause: error },
    )
  }
  const reference = randomUUID()
  log.error({ err: error, reference }, 'a request failed unexpectedly')
  return new MailError(
    'SERVER_ERROR',
    `The service failed while it worked on this request. Nothing of it was stored unless an earlier attempt was acknowledged. Send it again; if it fails again, give the operator this reference: ${reference}`,
    { cause: error },
  )
}

/** Fastify's own refusals of a request are the client's fault, and hold nothing secret. */
function frameworkFault(error: unknown): MailError | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined
  const status = error.statusCode
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined
  return httpFault(status === 415 ? 'wrongMediaType' : 'badRequest', `The request cannot be handled: ${error.message}`)
}

/** A message may repeat what the client sent; XML cannot hold control characters, and a log line should not. */
function printable(message: string): string {
  return message.toWellFormed().replace(/[^\n\r\t\P{Cc}]|[\ufffe\uffff]/gu, '\ufffd')
}
