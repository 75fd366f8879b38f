import type { AuthenticationLevel } from '../domain/access.ts'
import type { Database } from './database.ts'
import { hashToken, newToken } from './tokens.ts'

/** A stronger sign-in under way. The return path is decided here and never comes from the browser. */
export interface PendingStepUp {
  letterId: string
  level: AuthenticationLevel
  returnTo: string
}

export interface Session {
  /** Identifies the row; the token itself is only in the cookie. */
  tokenHash: Buffer
  mailboxId: string
  level: AuthenticationLevel
  since: Date
  expiresAt: Date
  pending: PendingStepUp | null
  owner: { name: string; kind: 'PERSON' | 'ORGANISATION' }
}

export interface SessionLimits {
  idleMs: number
  absoluteMs: number
}

/** Idle and absolute limit together, so that one column says when a session is over. */
function sessionEnd(since: Date, now: Date, limits: SessionLimits): Date {
  return new Date(Math.min(now.getTime() + limits.idleMs, since.getTime() + limits.absoluteMs))
}

export async function createSession(
  db: Database,
  session: { mailboxId: string; level: AuthenticationLevel; now: Date },
  limits: SessionLimits,
): Promise<string> {
  const { mailboxId, level, now } = session
  const token = newToken()
  await db
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      mailbox_id: mailboxId,
      level,
      created_at: now,
      last_seen_at: now,
      expires_at: sessionEnd(now, now, limits),
    })
    .execute()
  return token
}

/** Undefined when there is no such session, it is over, or the mailbox has been closed. Reading extends nothing. */
export async function findSession(db: Database, token: string, now: Date): Promise<Session | undefined> {
  const row = await db
    .selectFrom('session as s')
    .innerJoin('mailbox as m', 'm.id', 's.mailbox_id')
    .innerJoin('recipient as r', 'r.id', 'm.recipient_id')
    .select([
      's.token_hash',
      's.mailbox_id',
      's.level',
      's.created_at',
      's.expires_at',
      's.pending',
      'r.name',
      'r.kind',
    ])
    .where('s.token_hash', '=', hashToken(token))
    .where('s.expires_at', '>', now)
    .where('m.active', '=', true)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    tokenHash: row.token_hash,
    mailboxId: row.mailbox_id,
    level: row.level as AuthenticationLevel,
    since: row.created_at,
    expiresAt: row.expires_at,
    pending: row.pending as PendingStepUp | null,
    owner: { name: row.name, kind: row.kind },
  }
}

/** Something was done: the idle time starts again, within the absolute limit. Returns when the session now ends. */
export async function extendSession(db: Database, session: Session, now: Date, limits: SessionLimits): Promise<Date> {
  const expiresAt = sessionEnd(session.since, now, limits)
  await db
    .updateTable('session')
    .set({ last_seen_at: now, expires_at: expiresAt })
    .where('token_hash', '=', session.tokenHash)
    .execute()
  return expiresAt
}

export async function setPendingStepUp(db: Database, session: Session, pending: PendingStepUp | null): Promise<void> {
  await db
    .updateTable('session')
    .set({ pending: pending === null ? null : JSON.stringify(pending) })
    .where('token_hash', '=', session.tokenHash)
    .execute()
}

/**
 * Gives the session another level under a new token; the old token is worth nothing from then on.
 *
 * @returns the new token, or undefined when the session has ended meanwhile
 */
export async function raiseSession(
  db: Database,
  session: Session,
  level: AuthenticationLevel,
): Promise<string | undefined> {
  const token = newToken()
  const result = await db
    .updateTable('session')
    .set({ token_hash: hashToken(token), level, pending: null })
    .where('token_hash', '=', session.tokenHash)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n ? token : undefined
}

export async function endSession(db: Database, token: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute()
}

export async function sweepSessions(db: Database, now: Date): Promise<number> {
  const result = await db.deleteFrom('session').where('expires_at', '<=', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}
