import type { Database } from '../database.ts'

const year = 365 * 86_400_000

/** Removes what is over: it opens nothing any more. What hangs on an invitation goes with it. */
export async function sweepBuiltIn(db: Database, now: Date): Promise<void> {
  for (const table of [
    'outgoing_email',
    'passkey_challenge',
    'email_code',
    'proposed_password',
    'invitation',
  ] as const) {
    await db.deleteFrom(table).where('expires_at', '<=', now).execute()
  }
  await db.deleteFrom('sign_in_throttle').where('forget_at', '<=', now).execute()
  await db
    .deleteFrom('known_browser')
    .where('last_used_at', '<=', new Date(now.getTime() - year))
    .execute()
}
