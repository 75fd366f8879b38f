import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import { throttles } from '../../../domain/built-in/throttle.ts'
import { ProviderUnreachable } from '../../../gateways/oidc/bounded-fetch.ts'
import type { Ask } from '../../../gateways/oidc/provider.ts'
import { SignInRefused } from '../../../gateways/oidc/sign-in-refused.ts'
import type { PendingStepUp } from '../../../store/sessions.ts'
import { saveAttempt } from '../../../store/sign-in-attempts.ts'
import { newToken } from '../../../store/tokens.ts'
import { languageOf } from '../../web-pages.ts'
import { countByNetwork } from '../built-in/throttling.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { BrowserMark } from './attempt-cookie.ts'
import { failSignIn } from './fail-sign-in.ts'
import type { OidcPlace } from './oidc-place.ts'

interface Leaving {
  sessionId: string | null
  stepUp: PendingStepUp | null
  acrValues: string | undefined
}

/**
 * Sends the browser to the provider, and remembers it. Nothing of the request but its cookie decides anything: where the
 * person lands afterwards is ours.
 */
export async function toProvider(
  context: MailboxContext,
  { provider, browser, networkOf }: OidcPlace,
  request: FastifyRequest,
  reply: FastifyReply,
  { sessionId, stepUp, acrValues }: Leaving,
): Promise<FastifyReply> {
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  // The same browser may have several sign-ins under way, in several tabs.
  const mark = browser.read(request.headers.cookie) ?? { token: newToken(), anew: false }
  const ask = askFor(stepUp, mark)
  const asked = { state, nonce, verifier, acrValues, ask, language: languageOf(request) }
  const counting = { deps: context.deps, networkOf }
  let url: URL
  try {
    await provider.described()
    // Counted first: a pushed request costs the provider something.
    if ((await countByNetwork(counting, throttles.provider, request)) !== null) {
      return await failSignIn(context, reply, 'too-many', 'too many sign-ins were begun from one network')
    }
    url = await provider.signInUrl(asked)
  } catch (error) {
    if (error instanceof ProviderUnreachable) return failSignIn(context, reply, 'unavailable', error.message)
    if (error instanceof SignInRefused) return failSignIn(context, reply, 'not-accepted', error.message)
    throw error
  }
  const begunAt = context.deps.clock()
  await saveAttempt(context.deps, { state, browser: mark.token }, { nonce, verifier, sessionId, stepUp, begunAt })
  return reply.header('set-cookie', browser.set(mark)).redirect(url.href, 303)
}

function askFor(stepUp: PendingStepUp | null, { anew }: BrowserMark): Ask {
  if (stepUp !== null) return 'proof'
  return anew ? 'person' : 'nothing'
}
