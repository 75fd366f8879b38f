import { randomUUID } from 'node:crypto'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { SealError } from '../../keys/seal-error.ts'
import { isUnstorableText } from '../../store/unstorable-text.ts'
import type { ServerDeps } from '../deps.ts'
import { outageIn, outageWords } from '../outage.ts'
import type { Problem, ProblemCode } from './contract.ts'

/** The one place where the mailbox side names HTTP statuses. */
export const problems: Readonly<Record<ProblemCode, { status: number; title: string }>> = {
  SIGNED_OUT: { status: 401, title: 'You are not signed in' },
  NOT_FOUND: { status: 404, title: 'There is nothing here' },
  STEP_UP_REQUIRED: { status: 403, title: 'This needs a stronger sign-in' },
  RECEIPT_REQUIRED: { status: 409, title: 'The sender asks for an opening receipt first' },
  CHECKING: { status: 409, title: 'It is being checked for malware and cannot be opened yet' },
  WITHHELD: { status: 403, title: 'The malware check did not pass it: it cannot be opened' },
  CONTENT_LOST: { status: 410, title: 'The content is lost or damaged, by a fault of the service' },
  INVALID_REQUEST: { status: 400, title: 'The request is not understood' },
  FORBIDDEN: { status: 403, title: 'This is not allowed' },
  NOT_IN_BIN: { status: 409, title: 'Only what lies in the bin can be deleted for good' },
  NOT_ACCEPTED: { status: 401, title: 'That was not accepted' },
  PASSKEY_EXPIRED: { status: 409, title: 'The question to the passkey has expired' },
  PASSKEY_UNVERIFIED: { status: 403, title: 'The passkey did not verify who used it' },
  TOO_MANY_PASSKEYS: { status: 409, title: 'The mailbox has as many passkeys as it can have' },
  TOO_MANY_ATTEMPTS: { status: 429, title: 'Too many attempts' },
  NOT_GENUINE: { status: 500, title: 'What is stored of it is not what was delivered, and is not shown' },
  UNAVAILABLE: { status: 503, title: 'The service is not available just now' },
  SERVER_ERROR: { status: 500, title: 'The fault is ours' },
}

/** Long enough for a database to be taken over, short enough for a person who waits. */
const outageRetrySeconds = 5

export type ProblemDetails = Pick<Problem, 'detail' | 'level' | 'documentId' | 'retryAfter' | 'reference'>

export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  details: ProblemDetails = {},
  status = problems[code].status,
): FastifyReply {
  const { title } = problems[code]
  const body: Problem = { type: `urn:brevdue:problem:${code.toLowerCase()}`, title, status, code, ...details }
  if (details.retryAfter !== undefined) reply.header('retry-after', String(details.retryAfter))
  // As text: a route's response schema describes its success, not its problems.
  return reply.code(status).header('content-type', 'application/problem+json').send(JSON.stringify(body))
}

type Reporting = Pick<ServerDeps, 'log' | 'report'>

/**
 * Whatever was thrown becomes a problem. What we did not expect is told to the log and not to the browser: its
 * message may quote a letter.
 */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, deps: Reporting): void {
  if (error.validation !== undefined) {
    // A letter with an impossible id is a letter that does not exist.
    if (error.validationContext === 'params') void sendProblem(reply, 'NOT_FOUND')
    else void sendProblem(reply, 'INVALID_REQUEST', { detail: error.message })
    return
  }
  const status = error.statusCode
  if (status !== undefined && status >= 400 && status < 500) {
    void sendProblem(reply, 'INVALID_REQUEST', { detail: error.message }, status)
    return
  }
  if (isUnstorableText(error)) {
    void sendProblem(reply, 'INVALID_REQUEST', { detail: 'A text holds a character that cannot be stored (U+0000).' })
    return
  }
  const outage = outageIn(error)
  if (outage !== undefined) {
    deps.log.error(
      { err: error, outage, route: request.routeOptions.url },
      'a mailbox request failed because something is away',
    )
    void sendProblem(reply, 'UNAVAILABLE', { detail: outageWords[outage], retryAfter: outageRetrySeconds })
    return
  }
  const reference = randomUUID()
  if (error instanceof SealError) {
    deps.report.notGenuine(error, { reference })
    void sendProblem(reply, 'NOT_GENUINE', { reference })
    return
  }
  deps.log.error({ err: error, reference, route: request.routeOptions.url }, 'a mailbox request failed')
  void sendProblem(reply, 'SERVER_ERROR', { reference })
}
