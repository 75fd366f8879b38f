import type { Database } from '../database.ts'
import { newId } from '../ids.ts'

/** How many are unused, of the activation under way when there is one; null when none were ever made. */
export async function countRecoveryCodes(
  db: Database,
  mailboxId: string,
  invitationId: string | null,
): Promise<number | null> {
  const rows = await db
    .selectFrom('recovery_code')
    .select('used_at')
    .where('mailbox_id', '=', mailboxId)
    .where('invitation_id', 'is not distinct from', invitationId)
    .execute()
  return rows.length === 0 ? null : rows.filter(({ used_at }) => used_at === null).length
}

/** New codes take the place of all earlier ones. Run it in a transaction. */
export async function replaceRecoveryCodes(
  db: Database,
  kept: { mailboxId: string; invitationId: string | null; codeHashes: readonly Buffer[]; now: Date },
): Promise<void> {
  const { mailboxId, invitationId, codeHashes, now } = kept
  await db
    .deleteFrom('recovery_code')
    .where('mailbox_id', '=', mailboxId)
    .where('invitation_id', 'is not distinct from', invitationId)
    .execute()
  const rows = codeHashes.map((code_hash) => ({
    id: newId(now),
    mailbox_id: mailboxId,
    invitation_id: invitationId,
    code_hash,
    created_at: now,
  }))
  await db.insertInto('recovery_code').values(rows).execute()
}

/** The id of an unused code. */
export async function findRecoveryCode(
  db: Database,
  asked: { mailboxId: string; codeHash: Buffer },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('recovery_code')
    .select('id')
    .where('mailbox_id', '=', asked.mailboxId)
    .where('code_hash', '=', asked.codeHash)
    .where('invitation_id', 'is', null)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/** @returns false when it has been used meanwhile */
export async function useRecoveryCode(db: Database, id: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}
