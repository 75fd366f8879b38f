import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { throttles } from '../../../domain/built-in/throttle.ts'
import { ProviderUnreachable } from '../../../gateways/oidc/bounded-fetch.ts'
import type { Redeemed } from '../../../gateways/oidc/redeem-code.ts'
import { SignInRefused } from '../../../gateways/oidc/sign-in-refused.ts'
import { type SignInAttempt, takeAttempt } from '../../../store/sign-in-attempts.ts'
import { forgiveByNetwork } from '../built-in/throttling.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { BrowserMark } from './attempt-cookie.ts'
import { failAsking, failSignIn } from './fail-sign-in.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { backToLetter, finishStepUp } from './finish-step-up.ts'
import type { OidcPlace } from './oidc-place.ts'

/**
 * GET /auth/oidc/callback: back from the provider. The attempt is used up before anything else is looked at, so that
 * neither the answer nor the link works twice.
 */
export const comeBack =
  (place: OidcPlace): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const options = { config: { access: 'public' }, exposeHeadRoute: false } as const
    app.get('/auth/oidc/callback', options, async (request, reply) => {
      const { search, searchParams } = new URL(request.url, 'http://callback')
      const state = searchParams.get('state')
      const mark = place.browser.read(request.headers.cookie)
      if (state === null || mark === undefined) {
        return failSignIn(context, reply, 'expired', 'no sign-in was begun in this browser')
      }
      const attempt = await takeAttempt(context.deps, { state, browser: mark.token }, context.deps.clock())
      if (attempt === undefined) {
        return failSignIn(context, reply, 'expired', 'the sign-in is over, was used, or began in another browser')
      }
      await forgiveByNetwork({ deps: context.deps, networkOf: place.networkOf }, throttles.provider, request)
      const returning = { context, place, request, reply, attempt, mark }
      try {
        return await finish(returning, await place.provider.redeem(search, { state, ...attempt }))
      } catch (error) {
        return refused(returning, error)
      }
    })
  }

/** One browser, back with one attempt. */
export interface Returning {
  context: MailboxContext
  place: OidcPlace
  request: FastifyRequest
  reply: FastifyReply
  attempt: SignInAttempt
  mark: BrowserMark
}

function finish(returning: Returning, redeemed: Redeemed): Promise<FastifyReply> {
  return returning.attempt.stepUp === null ? finishSignIn(returning, redeemed) : finishStepUp(returning, redeemed)
}

function refused(returning: Returning, error: unknown): FastifyReply {
  const { context, reply, attempt } = returning
  if (error instanceof ProviderUnreachable) return failSignIn(context, reply, 'unavailable', error.message)
  if (!(error instanceof SignInRefused)) throw error
  const { refusal, message } = error
  if (attempt.stepUp !== null && refusal === 'cancelled') {
    return backToLetter(context, reply, attempt.stepUp, 'cancelled')
  }
  if (attempt.stepUp !== null && refusal === 'unmet') return backToLetter(context, reply, attempt.stepUp, 'too-low')
  if (refusal === 'unmet' || refusal === 'not-accepted') return failAsking(returning, 'not-accepted', message)
  return failSignIn(context, reply, refusal, message)
}
