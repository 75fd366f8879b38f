import type { Database } from '../database.ts'

/** A passkey was shown in this session. */
export async function keepProof(db: Database, sessionId: string, passkeyId: string, now: Date): Promise<void> {
  const proof = { passkey_id: passkeyId, proven_at: now }
  await db
    .insertInto('passkey_proof')
    .values({ session_id: sessionId, ...proof })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(proof))
    .execute()
}

/** When a passkey was last shown in this session, and which: null when it has been removed since. */
export async function lastProof(
  db: Database,
  sessionId: string,
): Promise<{ at: Date; passkeyId: string | null } | undefined> {
  const row = await db
    .selectFrom('passkey_proof')
    .select(['proven_at', 'passkey_id'])
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row === undefined ? undefined : { at: row.proven_at, passkeyId: row.passkey_id }
}

/** A lost device: what it is signed in to ends together with its passkey. */
export async function endSessionsOfPasskey(db: Database, passkeyId: string, exceptSessionId: string): Promise<void> {
  await db
    .deleteFrom('session')
    .where('id', '!=', exceptSessionId)
    .where('id', 'in', (proofs) =>
      proofs.selectFrom('passkey_proof').select('session_id').where('passkey_id', '=', passkeyId),
    )
    .execute()
}

/** Signs a mailbox out: everywhere, everywhere else, or where a sign-in was being set up. */
export async function endSessionsOf(
  db: Database,
  mailboxId: string,
  which: { exceptSessionId?: string; method?: 'activation' } = {},
): Promise<void> {
  let sessions = db.deleteFrom('session').where('mailbox_id', '=', mailboxId)
  if (which.exceptSessionId !== undefined) sessions = sessions.where('id', '!=', which.exceptSessionId)
  if (which.method !== undefined) sessions = sessions.where('method', '=', which.method)
  await sessions.execute()
}
