import type { FastifyReply } from 'fastify'
import { reaches } from '../../../domain/access.ts'
import { levelOfAcr } from '../../../domain/provider-claims.ts'
import type { Redeemed } from '../../../gateways/oidc/redeem-code.ts'
import { findSessionById, type PendingStepUp } from '../../../store/sessions.ts'
import { raiseLevel } from '../begin-session.ts'
import type { StepUpResult } from '../contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { Returning } from './come-back.ts'
import { failAsking, failSignIn } from './fail-sign-in.ts'
import { findPerson } from './find-person.ts'
import { providerSession } from './finish-sign-in.ts'

/** Raises the session that asked for it, if the same person has shown who they are, anew and well enough. */
export async function finishStepUp(returning: Returning, redeemed: Redeemed): Promise<FastifyReply> {
  const { context, place, reply, attempt } = returning
  const { deps } = context
  const { sessionId, stepUp } = attempt
  if (sessionId === null || stepUp === null) throw new Error('A stronger sign-in belongs to a session and a letter')
  const session = await findSessionById(deps, sessionId, deps.clock())
  if (session === undefined) return failSignIn(context, reply, 'expired', 'the session ended during the step-up')
  if ((await findPerson(context, place, redeemed)) !== session.mailboxId) {
    return failAsking(returning, 'other-person', 'the step-up was done by somebody else')
  }
  const level = levelOfAcr(redeemed.acr, place.oidc)
  if (level === undefined || !reaches(level, stepUp.level)) return backToLetter(context, reply, stepUp, 'too-low')
  const stale = whyNotFresh(returning, redeemed)
  if (stale !== undefined) return failAsking(returning, 'not-accepted', stale)
  const provider = providerSession(redeemed)
  if ((await raiseLevel(context, reply, session, level, provider)) === undefined) {
    return failSignIn(context, reply, 'expired', 'the session ended during the step-up')
  }
  reply.header('set-cookie', place.browser.clear())
  return backToLetter(context, reply, stepUp, 'raised')
}

/**
 * The browser carries the request, so `prompt` and `max_age` may never have reached the provider: only `auth_time` proves
 * that the person was asked after we sent them there. `max_age` obliges the provider to give it (OpenID Connect Core 3.1.2.1).
 */
function whyNotFresh({ context, place, attempt }: Returning, { authenticatedAt }: Redeemed): string | undefined {
  if (authenticatedAt === null) return 'the id token has no auth_time, which a stronger sign-in needs'
  const tolerance = place.oidc.clockToleranceSeconds
  if (authenticatedAt < Math.floor(attempt.begunAt.getTime() / 1000) - tolerance) {
    return 'the auth_time is older than the stronger sign-in: the provider did not authenticate the person again'
  }
  const now = context.deps.clock().getTime() / 1000
  return authenticatedAt > now + tolerance ? 'the auth_time is in the future' : undefined
}

/** The page says how it went, and takes the word out of the address. */
export function backToLetter(
  { metrics }: MailboxContext,
  reply: FastifyReply,
  { returnTo }: PendingStepUp,
  outcome: StepUpResult['outcome'],
): FastifyReply {
  if (outcome !== 'raised') metrics.signInsFailed.inc({ reason: outcome })
  return reply.redirect(`${returnTo}?step-up=${outcome}`, 303)
}
