import type { FastifyReply } from 'fastify'
import { levelOfAcr } from '../../../domain/provider-claims.ts'
import type { Redeemed } from '../../../gateways/oidc/redeem-code.ts'
import { endSessionById, type ProviderSession } from '../../../store/sessions.ts'
import { beginSession } from '../begin-session.ts'
import type { Returning } from './come-back.ts'
import { failAsking } from './fail-sign-in.ts'
import { findPerson } from './find-person.ts'

/** Opens the session of whom the provider has proven. The page itself knows where the person was going. */
export async function finishSignIn(returning: Returning, redeemed: Redeemed): Promise<FastifyReply> {
  const { context, place, request, reply, attempt } = returning
  const level = levelOfAcr(redeemed.acr, place.oidc)
  if (level === undefined) {
    const why = redeemed.acr === null ? 'the id token has no acr' : 'BREVDUE_OIDC_LEVELS does not have this acr'
    return failAsking(returning, 'not-accepted', why)
  }
  const mailboxId = await findPerson(context, place, redeemed)
  if (mailboxId === undefined) return failAsking(returning, 'no-mailbox', 'nobody with a mailbox here')
  // The strict cookie of the session before has stayed at home, so that beginSession cannot see it.
  if (attempt.sessionId !== null) await endSessionById(context.deps.db, attempt.sessionId)
  const provider = providerSession(redeemed)
  const session = await beginSession(context, request, reply, { mailboxId, level, method: 'oidc', provider })
  if (session === undefined) return failAsking(returning, 'no-mailbox', 'the mailbox was closed meanwhile')
  return reply.header('set-cookie', place.browser.clear()).redirect('/inbox', 303)
}

export function providerSession({ issuer, subject, sid, idToken }: Redeemed): ProviderSession {
  return { issuer, subject, sid, idToken: () => idToken }
}
