import type { Database } from '../database.ts'
import { newId } from '../ids.ts'
import { hashToken } from '../tokens.ts'

/** Half of a sign-in: what went out by e-mail is still to be shown. */
export interface EmailCode {
  id: string
  purpose: 'password' | 'recovery'
  /** Null: nobody was meant, and no code is right. */
  mailboxId: string | null
  recoveryCodeId: string | null
  codeHash: Buffer
  linkHash: Buffer
}

/** For one browser, in which an earlier one ends. */
export async function keepEmailCode(
  db: Database,
  kept: Omit<EmailCode, 'id'> & { browserToken: string; now: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('email_code')
    .values({
      id: newId(kept.now),
      purpose: kept.purpose,
      mailbox_id: kept.mailboxId,
      recovery_code_id: kept.recoveryCodeId,
      browser_hash: hashToken(kept.browserToken),
      code_hash: kept.codeHash,
      link_hash: kept.linkHash,
      created_at: kept.now,
      expires_at: kept.expiresAt,
    })
    .execute()
}

/** Counts a guess in this browser; undefined when it has nothing to guess at (any more). */
export async function guessEmailCode(
  db: Database,
  asked: { browserToken: string; most: number; now: Date },
): Promise<EmailCode | undefined> {
  const row = await db
    .updateTable('email_code')
    .set(({ eb }) => ({ guesses: eb('guesses', '+', 1) }))
    .where('browser_hash', '=', hashToken(asked.browserToken))
    .where('expires_at', '>', asked.now)
    .where('guesses', '<', asked.most)
    .returning(['id', 'purpose', 'mailbox_id', 'recovery_code_id', 'code_hash', 'link_hash'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, purpose, mailbox_id: mailboxId, recovery_code_id: recoveryCodeId } = row
  return { id, purpose, mailboxId, recoveryCodeId, codeHash: row.code_hash, linkHash: row.link_hash }
}

/** @returns false when it is gone: of two requests with one code only the first is served */
export async function takeEmailCode(db: Database, id: string): Promise<boolean> {
  const taken = await db.deleteFrom('email_code').where('id', '=', id).returning('id').executeTakeFirst()
  return taken !== undefined
}

/** The password or the ways in have changed: what was begun with the old ones is over. */
export async function endEmailCodes(db: Database, mailboxId: string): Promise<void> {
  await db.deleteFrom('email_code').where('mailbox_id', '=', mailboxId).execute()
}
