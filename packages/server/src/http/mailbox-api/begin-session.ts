import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AuthenticationLevel, reaches, stronger } from '../../domain/access.ts'
import type { Act } from '../../store/activity.ts'
import {
  createSession,
  endSession,
  findSession,
  type NewSession,
  type ProviderSession,
  raiseSession,
  type Session,
  type SessionLimits,
} from '../../store/sessions.ts'
import { deviceName } from './device-name.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { mailboxOf } from './reader.ts'

/** Who has shown that they are whom, and how. */
export interface Opening extends Omit<NewSession, 'device' | 'provider'> {
  /** The session at a provider that this one comes from and ends with. */
  provider?: NewSession['provider']
  /** What the owner's activity says. */
  act?: Act
}

/**
 * The one way to open a session, whatever the sign-in: call it when the person has been proven, and send the reply it
 * has set the cookie on. Whatever token came along, ours or planted, ends: nobody is signed in by a token chosen before.
 *
 * A session of the method `activation` or `recovery` is refused by every route that does not say
 * `config: { sessions: 'any' }`; its owner may set up a way to sign in, and read nothing. When that is done, call this
 * again with the real method: the limited session ends, and its token with it.
 *
 * @returns the session, or undefined (and no cookie) when the mailbox has been closed meanwhile
 */
export async function beginSession(
  { deps, cookie, limits, metrics }: MailboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { act = 'SIGNED_IN', provider = null, ...opening }: Opening,
): Promise<Session | undefined> {
  const now = deps.clock()
  const previous = cookie.read(request.headers.cookie)
  if (previous !== undefined) await endSession(deps.db, previous)
  const device = deviceName(request.headers['user-agent'])
  const token = await createSession(deps, { ...opening, provider, device }, now, limits)
  const session = await findSession(deps, token, now)
  if (session === undefined) {
    await endSession(deps.db, token)
    return undefined
  }
  await mailboxOf(deps, session, now).recordActivity(act)
  metrics.signIns.inc({ level: session.level, method: session.method })
  reply.header('set-cookie', cookie.set(token))
  return session
}

/**
 * Raises a session to the level that a stronger sign-in of the same person has reached, under a new token; sets the
 * cookie on the reply. A session is never lowered by an equally strong way. The caller has made sure that it is the
 * same person.
 *
 * @returns the level in force now, or undefined when the session has ended, or another request has raised it, meanwhile
 */
export async function raiseLevel(
  { deps, cookie, limits, metrics }: MailboxContext,
  reply: FastifyReply,
  session: Session,
  reached: AuthenticationLevel,
  provider: ProviderSession | null = null,
): Promise<AuthenticationLevel | undefined> {
  const now = deps.clock()
  const level = stronger(reached, session.level)
  const levelEndsAt = reaches(session.baseLevel, level) ? null : raisedUntil(session, now, limits)
  const token = await raiseSession(deps, session, { level, levelEndsAt, provider })
  if (token === undefined) return undefined
  await mailboxOf(deps, { ...session, level }, now).recordActivity('LEVEL_RAISED')
  metrics.signIns.inc({ level, method: session.method })
  reply.header('set-cookie', cookie.set(token))
  return level
}

function raisedUntil({ endsForGoodAt }: Session, now: Date, { raisedMs }: SessionLimits): Date | null {
  if (raisedMs === null) return null
  const end = new Date(now.getTime() + raisedMs)
  return end < endsForGoodAt ? end : null
}
