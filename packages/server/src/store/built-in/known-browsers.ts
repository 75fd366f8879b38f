import type { Database } from '../database.ts'
import { hashToken, newToken } from '../tokens.ts'

/** Whether this mailbox's owner has signed in in the browser that holds the token. */
export async function isKnownBrowser(db: Database, token: string, mailboxId: string): Promise<boolean> {
  const row = await db
    .selectFrom('known_browser')
    .select('mailbox_id')
    .where('token_hash', '=', hashToken(token))
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether anybody has signed in in the browser that holds the token. */
export async function isKnownToAnyone(db: Database, token: string): Promise<boolean> {
  const row = await db
    .selectFrom('known_browser')
    .select('mailbox_id')
    .where('token_hash', '=', hashToken(token))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Remembers the browser under a new token, so that a token planted before the sign-in is worth nothing. Whoever else
 * signs in in the same browser stays known in it.
 *
 * @returns the token to keep in the browser
 */
export async function rememberBrowser(
  db: Database,
  seen: { token: string | undefined; mailboxId: string; now: Date },
): Promise<string> {
  const token = newToken()
  if (seen.token !== undefined) {
    await db
      .updateTable('known_browser')
      .set({ token_hash: hashToken(token) })
      .where('token_hash', '=', hashToken(seen.token))
      .execute()
  }
  await db
    .insertInto('known_browser')
    .values({ token_hash: hashToken(token), mailbox_id: seen.mailboxId, last_used_at: seen.now })
    .onConflict((conflict) => conflict.columns(['token_hash', 'mailbox_id']).doUpdateSet({ last_used_at: seen.now }))
    .execute()
  return token
}

/** After a recovery or a new activation no browser of before is trusted with a budget of its own. */
export async function forgetBrowsers(db: Database, mailboxId: string): Promise<void> {
  await db.deleteFrom('known_browser').where('mailbox_id', '=', mailboxId).execute()
}
