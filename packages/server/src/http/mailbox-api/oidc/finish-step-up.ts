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
  const session = await findSessionById(deps.db, sessionId, deps.clock())
  if (session === undefined) return failSignIn(context, reply, 'expired', 'the session ended during the step-up')
  if ((await findPerson(context, place, redeemed)) !== session.mailboxId) {
    return failAsking(returning, 'other-person', 'the step-up was done by somebody else')
  }
  const level = levelOfAcr(redeemed.acr, place.oidc)
  if (level === undefined || !reaches(level, stepUp.level)) return backToLetter(context, reply, stepUp, 'too-low')
  if (!isFresh(returning, redeemed)) {
    return failAsking(returning, 'not-accepted', 'the provider did not ask anew who the person is')
  }
  const provider = providerSession(redeemed, deps.keyring)
  if ((await raiseLevel(context, reply, session, level, provider)) === undefined) {
    return failSignIn(context, reply, 'expired', 'the session ended during the step-up')
  }
  reply.header('set-cookie', place.browser.clear())
  return backToLetter(context, reply, stepUp, 'raised')
}

/** Where the provider tells when the person was asked, it must have been after we did. */
function isFresh({ place, attempt }: Returning, { authenticatedAt }: Redeemed): boolean {
  if (authenticatedAt === null) return true
  return authenticatedAt >= Math.floor(attempt.begunAt.getTime() / 1000) - place.oidc.clockToleranceSeconds
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
