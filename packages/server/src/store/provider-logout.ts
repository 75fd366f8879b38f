import type { AuthenticationLevel } from '../domain/access.ts'
import type { Database } from './database.ts'
import type { Register } from './recipients.ts'
import { hashProviderSession, hashSubject } from './sign-in-seal.ts'
import { hashToken } from './tokens.ts'

/** Which sessions end: one of the provider's, one person's, or both told together. */
export interface ProviderLogout {
  issuer: string
  sid: string | null
  subject: string | null
}

export interface EndedSession {
  mailboxId: string
  level: AuthenticationLevel
}

/** Ends the sessions that came from that session or person of the provider. Nothing named ends nothing. */
export async function endProviderSessions({ db, keyring }: Register, logout: ProviderLogout): Promise<EndedSession[]> {
  const { issuer, sid, subject } = logout
  if (sid === null && subject === null) return []
  let query = db.deleteFrom('session').where('issuer', '=', issuer)
  if (sid !== null) query = query.where('provider_session', '=', hashProviderSession(keyring, issuer, sid))
  if (subject !== null) query = query.where('subject', '=', hashSubject(keyring, issuer, subject))
  const rows = await query.returning(['mailbox_id', 'base_level']).execute()
  return rows.map((row) => ({ mailboxId: row.mailbox_id, level: row.base_level as AuthenticationLevel }))
}

/**
 * Obeys a logout message once.
 *
 * @param until when the message itself is too old to be believed
 * @returns the sessions that ended, or undefined when the message has been obeyed before
 */
export async function obeyLogoutOnce(
  { db, keyring }: Register,
  logout: ProviderLogout & { jti: string },
  until: Date,
): Promise<EndedSession[] | undefined> {
  return db.transaction().execute(async (transaction) => {
    const kept = await transaction
      .insertInto('used_logout_token')
      .values({ token_hash: hashToken(JSON.stringify([logout.issuer, logout.jti])), expires_at: until })
      .onConflict((conflict) => conflict.doNothing())
      .returning('token_hash')
      .executeTakeFirst()
    return kept === undefined ? undefined : endProviderSessions({ db: transaction, keyring }, logout)
  })
}

export async function sweepLogoutTokens(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('used_logout_token').where('expires_at', '<=', now).execute()
}
