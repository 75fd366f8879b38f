import type { Selectable } from 'kysely'
import type { AuthenticationLevel } from '../domain/access.ts'
import type { SignInMethod } from '../http/mailbox-api/contract.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from './database.ts'
import { newId } from './ids.ts'
import { profileOf } from './recipient-seal.ts'
import type { Register } from './recipients.ts'
import type { Schema } from './schema.ts'
import { hashProviderSession, hashSubject, sessionSeal } from './sign-in-seal.ts'
import { hashToken, newToken } from './tokens.ts'

/** A stronger sign-in under way. The return path is decided here and never comes from the browser. */
export interface PendingStepUp {
  letterId: string
  level: AuthenticationLevel
  returnTo: string
}

/** The session at the provider that a session of ours came from. */
export interface ProviderSession {
  issuer: string
  /** Of a stored session, its keyed hash. */
  subject: string
  /** The provider's `sid`, when it names its sessions; of a stored session, its keyed hash. */
  sid: string | null
  /** What the provider is shown at sign-out. */
  idToken: () => string
}

export interface Session {
  /** For its owner's list; opens nothing. Stays the same when the token changes. */
  id: string
  /** Identifies the row; the token itself is only in the cookie. */
  tokenHash: Buffer
  mailboxId: string
  method: SignInMethod
  /** In force now: once a raised level has lapsed, the one of the first sign-in. */
  level: AuthenticationLevel
  baseLevel: AuthenticationLevel
  /** When the raised level lapses; null when it is not raised, or lasts as long as the session. */
  levelEndsAt: Date | null
  since: Date
  expiresAt: Date
  endsForGoodAt: Date
  pending: PendingStepUp | null
  provider: ProviderSession | null
  owner: { name: string; kind: 'PERSON' | 'ORGANISATION' }
}

export interface SessionLimits {
  idleMs: number
  absoluteMs: number
  /** How long a raised level lasts; null: as long as the session. */
  raisedMs: number | null
}

export interface NewSession {
  mailboxId: string
  level: AuthenticationLevel
  method: SignInMethod
  /** In words, for the owner's list. */
  device: string | null
  provider: ProviderSession | null
}

/** @returns the token, which is stored nowhere */
export async function createSession(
  { db, keyring }: Register,
  opening: NewSession,
  now: Date,
  limits: Pick<SessionLimits, 'idleMs' | 'absoluteMs'>,
): Promise<string> {
  const [id, token] = [newId(now), newToken()]
  const endsForGoodAt = new Date(now.getTime() + limits.absoluteMs)
  await db
    .insertInto('session')
    .values({
      id,
      token_hash: hashToken(token),
      mailbox_id: opening.mailboxId,
      method: opening.method,
      device: opening.device,
      level: opening.level,
      base_level: opening.level,
      ...providerColumns(keyring, id, opening.provider),
      created_at: now,
      last_seen_at: now,
      expires_at: sessionEnd(now, endsForGoodAt, limits),
      ends_for_good_at: endsForGoodAt,
    })
    .execute()
  return token
}

/** Idle and absolute limit together, so that one column says when a session is over. */
function sessionEnd(now: Date, endsForGoodAt: Date, limits: Pick<SessionLimits, 'idleMs'>): Date {
  return new Date(Math.min(now.getTime() + limits.idleMs, endsForGoodAt.getTime()))
}

/** Undefined when there is no such session, it is over, or the mailbox has been closed. Reading extends nothing. */
export async function findSession(register: Register, token: string, now: Date): Promise<Session | undefined> {
  const row = await liveSessions(register.db, now).where('s.token_hash', '=', hashToken(token)).executeTakeFirst()
  return row === undefined ? undefined : sessionOf(register.keyring, row, now)
}

/** As `findSession`, for one whose token is not at hand: a sign-in that comes back from another site has no cookie. */
export async function findSessionById(register: Register, id: string, now: Date): Promise<Session | undefined> {
  const row = await liveSessions(register.db, now).where('s.id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : sessionOf(register.keyring, row, now)
}

function liveSessions(db: Database, now: Date) {
  return db
    .selectFrom('session as s')
    .innerJoin('mailbox as m', 'm.id', 's.mailbox_id')
    .innerJoin('recipient as r', 'r.id', 'm.recipient_id')
    .selectAll('s')
    .select(['r.id as recipient_id', 'r.profile_encrypted', 'r.kind'])
    .where('s.expires_at', '>', now)
    .where('m.active', '=', true)
}

type SessionRow = Selectable<Schema['session']> & {
  recipient_id: string
  profile_encrypted: Buffer | null
  kind: 'PERSON' | 'ORGANISATION'
}

function sessionOf(keyring: Keyring, row: SessionRow, now: Date): Session {
  const lapsed = row.level_ends_at !== null && row.level_ends_at <= now
  return {
    id: row.id,
    tokenHash: row.token_hash,
    mailboxId: row.mailbox_id,
    method: row.method as SignInMethod,
    level: (lapsed ? row.base_level : row.level) as AuthenticationLevel,
    baseLevel: row.base_level as AuthenticationLevel,
    levelEndsAt: lapsed ? null : row.level_ends_at,
    since: row.created_at,
    expiresAt: row.expires_at,
    endsForGoodAt: row.ends_for_good_at,
    pending: row.pending as PendingStepUp | null,
    provider: providerOf(keyring, row),
    owner: { name: profileOf(keyring, row.recipient_id, row.profile_encrypted).name, kind: row.kind },
  }
}

function providerOf(keyring: Keyring, row: SessionRow): ProviderSession | null {
  const { id, issuer, subject, provider_session: sid, id_token: sealed } = row
  if (issuer === null || subject === null || sealed === null) return null
  return { issuer, subject, sid, idToken: () => sessionSeal(keyring, id).open('id_token', sealed) }
}

/** Something was done: the idle time starts again, within the absolute limit. Returns when the session now ends. */
export async function extendSession(db: Database, session: Session, now: Date, limits: SessionLimits): Promise<Date> {
  const expiresAt = sessionEnd(now, session.endsForGoodAt, limits)
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

interface Raise {
  level: AuthenticationLevel
  /** When it lapses to that of the first sign-in; null: with the session. */
  levelEndsAt: Date | null
  /** Where the stronger sign-in was done; null: here. */
  provider: ProviderSession | null
}

function providerColumns(keyring: Keyring, sessionId: string, provider: ProviderSession | null) {
  if (provider === null) return { issuer: null, subject: null, provider_session: null, id_token: null }
  const { issuer, subject, sid, idToken } = provider
  return {
    issuer,
    subject: hashSubject(keyring, issuer, subject),
    provider_session: sid === null ? null : hashProviderSession(keyring, issuer, sid),
    id_token: sessionSeal(keyring, sessionId).seal('id_token', idToken()),
  }
}

/**
 * Gives the session another level under a new token; the old token is worth nothing from then on.
 *
 * @returns the new token, or undefined when the session has ended or changed its token meanwhile
 */
export async function raiseSession(
  { db, keyring }: Register,
  session: Pick<Session, 'id' | 'tokenHash'>,
  { level, levelEndsAt, provider }: Raise,
): Promise<string | undefined> {
  const token = newToken()
  const result = await db
    .updateTable('session')
    .set({ token_hash: hashToken(token), level, level_ends_at: levelEndsAt, pending: null })
    .$if(provider !== null, (query) => query.set(providerColumns(keyring, session.id, provider)))
    .where('token_hash', '=', session.tokenHash)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n ? token : undefined
}

export async function endSession(db: Database, token: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute()
}

/** As `endSession`, for one whose token is not at hand. */
export async function endSessionById(db: Database, id: string): Promise<void> {
  await db.deleteFrom('session').where('id', '=', id).execute()
}

export async function sweepSessions(db: Database, now: Date): Promise<number> {
  const result = await db.deleteFrom('session').where('expires_at', '<=', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}
