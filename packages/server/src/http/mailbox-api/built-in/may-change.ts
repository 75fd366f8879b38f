import type { FastifyReply, FastifyRequest } from 'fastify'
import { reaches } from '../../../domain/access.ts'
import { findInvitation, type Invitation } from '../../../store/built-in/invitations.ts'
import { lastProof } from '../../../store/built-in/proofs.ts'
import type { Session } from '../../../store/sessions.ts'
import { sendProblem } from '../problem.ts'
import { readerOf } from '../reader.ts'
import type { Kit } from './kit.ts'

/** Who may change how one signs in, and where the change goes. */
export interface Changer {
  session: Session
  mailboxId: string
  /** The activation under way: what is set up is kept with it. Null: changes take effect at once. */
  invitation: Invitation | null
  now: Date
}

/** For this long after a passkey was shown, or a recovery was completed, changes are open. */
const freshMs = 15 * 60_000

/**
 * Undefined when the session may not change anything: a password alone, or a passkey that was shown long ago, is what
 * somebody has who found an unlocked phone or a cookie.
 */
export async function changerOf(kit: Kit, request: FastifyRequest): Promise<Changer | undefined> {
  const { session, now } = readerOf(request)
  const { mailboxId } = session
  const changer = { session, mailboxId, now }
  if (session.method === 'activation') {
    const invitation = await findInvitation(kit.deps.db, mailboxId, now)
    return invitation === undefined ? undefined : { ...changer, invitation }
  }
  const isFresh = (at: Date | undefined): boolean => at !== undefined && now.getTime() - at.getTime() < freshMs
  if (session.method === 'recovery') return isFresh(session.since) ? { ...changer, invitation: null } : undefined
  if (!reaches(session.level, 'TWO_FACTOR') || !isFresh((await lastProof(kit.deps.db, session.id))?.at)) {
    return undefined
  }
  return { ...changer, invitation: null }
}

export function sendMayNotChange(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, 'FORBIDDEN', { detail: 'Show a passkey first: POST /api/sign-in/passkey with confirm.' })
}
