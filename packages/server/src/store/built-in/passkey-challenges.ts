import type { Database } from '../database.ts'
import { newId } from '../ids.ts'
import { hashToken } from '../tokens.ts'

/** What an answer may be used for: to sign in, to prove again who is signed in, or to add a passkey. */
export type ChallengePurpose = 'sign-in' | 'confirm' | 'add'

export const challengeLifetimeMs = 5 * 60_000

export interface TakenChallenge {
  purpose: ChallengePurpose
  /** Whose answer is asked for; null when whoever answers signs in. */
  mailboxId: string | null
  challenge: string
}

/** @returns the id under which the answer comes back */
export async function keepChallenge(
  db: Database,
  kept: TakenChallenge & { browserToken: string; now: Date },
): Promise<string> {
  const id = newId(kept.now)
  await db
    .insertInto('passkey_challenge')
    .values({
      id,
      purpose: kept.purpose,
      mailbox_id: kept.mailboxId,
      browser_hash: hashToken(kept.browserToken),
      challenge: kept.challenge,
      expires_at: new Date(kept.now.getTime() + challengeLifetimeMs),
    })
    .execute()
  return id
}

/** Uses the challenge up, in the browser that asked for it alone: another one's answer leaves it as it was. */
export async function takeChallenge(
  db: Database,
  asked: { id: string; browserToken: string; now: Date },
): Promise<TakenChallenge | undefined> {
  const row = await db
    .deleteFrom('passkey_challenge')
    .where('id', '=', asked.id)
    .where('browser_hash', '=', hashToken(asked.browserToken))
    .where('expires_at', '>', asked.now)
    .returning(['purpose', 'mailbox_id', 'challenge'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { purpose: row.purpose, mailboxId: row.mailbox_id, challenge: row.challenge }
}
