import type { FastifyReply, FastifyRequest } from 'fastify'
import { audienceOf } from '../audience.ts'
import type { WebBuildSource } from '../web-build.ts'
import { messagePage } from '../web-message-page.ts'
import type { MessageKind } from '../web-messages.ts'
import { languageOf } from '../web-pages.ts'
import type { Problem, ProblemCode } from './contract.ts'

const kinds: Record<ProblemCode, MessageKind> = {
  SIGNED_OUT: 'signed-out',
  NOT_FOUND: 'link-gone',
  STEP_UP_REQUIRED: 'closed',
  RECEIPT_REQUIRED: 'closed',
  CHECKING: 'closed',
  WITHHELD: 'closed',
  CONTENT_LOST: 'content-lost',
  INVALID_REQUEST: 'page-missing',
  FORBIDDEN: 'page-missing',
  NOT_IN_BIN: 'page-missing',
  NOT_ACCEPTED: 'signed-out',
  PASSKEY_EXPIRED: 'page-missing',
  PASSKEY_UNVERIFIED: 'page-missing',
  TOO_MANY_PASSKEYS: 'page-missing',
  TOO_MANY_ATTEMPTS: 'page-missing',
  NOT_GENUINE: 'content-lost',
  UNAVAILABLE: 'our-fault',
  SERVER_ERROR: 'our-fault',
}

/** A problem that a person meets in a tab of its own, for example at an old link to content, becomes a page. */
export function problemPages(build: WebBuildSource, sandbox: boolean) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const isProblem = String(reply.getHeader('content-type')).startsWith('application/problem+json')
    if (!isProblem || typeof payload !== 'string' || !fillsATab(request)) return payload
    const { code } = JSON.parse(payload) as Problem
    const place = { language: languageOf(request), build: await build.current(), sandbox }
    const { headers, html } = messagePage(kinds[code], code, place)
    reply.headers(headers)
    return html
  }
}

/** In a frame the problem stays a problem, which may not be framed: our page then sees that no letter came. */
function fillsATab(request: FastifyRequest): boolean {
  const destination = request.headers['sec-fetch-dest'] ?? 'document'
  return audienceOf(request.raw) === 'browser' && destination === 'document'
}
