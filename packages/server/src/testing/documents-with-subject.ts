import type { Keyring } from '../keys/keyring.ts'
import type { Database } from '../store/database.ts'
import { headingOf } from '../store/document-seal.ts'

/** The documents that have this subject, which the database cannot be asked for. */
export async function documentsWithSubject(
  { db, keyring }: { db: Database; keyring: Keyring },
  subject: string,
): Promise<{ id: string; letterId: string }[]> {
  const rows = await db
    .selectFrom('document as d')
    .innerJoin('letter as l', 'l.message_id', 'd.message_id')
    .selectAll('d')
    .select(['l.id as letterId', 'l.mailbox_id as mailboxId'])
    .execute()
  return rows
    .filter((row) => headingOf(keyring, row, row).subject === subject)
    .map(({ id, letterId }) => ({ id, letterId }))
}
