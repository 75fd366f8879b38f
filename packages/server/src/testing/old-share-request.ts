import type { Keyring } from '../keys/keyring.ts'
import type { Database } from '../store/database.ts'
import { documentSeal } from '../store/document-seal.ts'
import { documentsWithSubject } from './documents-with-subject.ts'

/**
 * Makes a delivered document the request to share that earlier versions accepted. They are refused today, but those
 * that were delivered are still in mailboxes, with their card.
 */
export async function makeOldShareRequest(
  { db, keyring }: { db: Database; keyring: Keyring },
  subject: string,
  dataTypeXml: string,
): Promise<void> {
  for (const { id, letterId } of await documentsWithSubject({ db, keyring }, subject)) {
    const { mailbox_id: mailboxId } = await db
      .selectFrom('letter')
      .select('mailbox_id')
      .where('id', '=', letterId)
      .executeTakeFirstOrThrow()
    const seal = documentSeal(keyring, { id, mailboxId })
    const heading = { subject, kind: 'share-documents-request', action: 'share' }
    await db
      .updateTable('document')
      .set({
        data_type_name: 'share-documents-request',
        data_type_encrypted: seal.seal('data_type_encrypted', dataTypeXml),
        heading_encrypted: seal.seal('heading_encrypted', JSON.stringify(heading)),
      })
      .where('id', '=', id)
      .execute()
  }
}
