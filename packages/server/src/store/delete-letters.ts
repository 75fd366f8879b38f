import { sql } from 'kysely'
import { recordActivities } from './activity.ts'
import type { MailboxScope } from './mailbox-scope.ts'
import { anyOf, lockLetters, ownMessages } from './own-letters.ts'

export type Deletion = { kind: 'deleted'; letterIds: string[] } | { kind: 'not-in-bin'; letterIds: string[] }

/**
 * Deletes letters for good: all of them, or none when one does not lie in the bin. Those that were deleted before are
 * told as deleted again, so that a request can be repeated; those of others are not told at all.
 */
export function deleteLetters(scope: MailboxScope, letterIds: readonly string[]): Promise<Deletion> {
  return scope.db.transaction().execute(async (db): Promise<Deletion> => {
    const inside = { ...scope, db }
    const found = await lockLetters(inside, letterIds)
    const elsewhere = found.filter(({ place }) => place !== 'bin').map(({ id }) => id)
    if (elsewhere.length > 0) return { kind: 'not-in-bin', letterIds: elsewhere }
    await destroyLetters(
      inside,
      found.map(({ id }) => id),
    )
    await recordActivities(
      inside,
      found.map(({ id }) => ({ act: 'DELETED', letterId: id })),
    )
    const gone = await db
      .selectFrom('letter')
      .select('id')
      .where('mailbox_id', '=', scope.mailboxId)
      .where('deleted_at', 'is not', null)
      .where('id', '=', anyOf(letterIds))
      .execute()
    return { kind: 'deleted', letterIds: gone.map(({ id }) => id) }
  })
}

/**
 * Destroys what locked letters hold: the keys to their content, and what the sender told. What stays is what the
 * sender's side needs: that there was such a message, its documents' uuids, hashes and levels, and when it was opened.
 * The bytes, which nobody can read from now on, are dropped and leave the disk after the transaction.
 */
export async function destroyLetters(
  { db, mailboxId, now }: Pick<MailboxScope, 'db' | 'mailboxId' | 'now'>,
  letterIds: readonly string[],
): Promise<void> {
  if (letterIds.length === 0) return
  const messages = ownMessages({ db, mailboxId }, letterIds)
  await db
    .with('doomed', (e) =>
      e.selectFrom('document').select(['id', 'blob_key', 'view_blob_key']).where('message_id', 'in', messages),
    )
    .with('links', (e) =>
      e.deleteFrom('content_link').where('document_id', 'in', (doomed) => doomed.selectFrom('doomed').select('id')),
    )
    .updateTable('blob')
    .set({ state: 'dropped' })
    .where('key', 'in', sql<string>`(select blob_key from doomed union all select view_blob_key from doomed)`)
    .execute()
  await db
    .updateTable('document')
    .set({ subject: null, data_type_name: null, data_type_xml: null })
    .set({ heading_encrypted: null, data_type_encrypted: null })
    .set({ blob_key: null, wrapped_key: null, view_blob_key: null, view_wrapped_key: null })
    .where('message_id', 'in', messages)
    .execute()
  await db
    .updateTable('letter')
    .set({ place: 'gone', deleted_at: now, binned_at: null, binned_from: null })
    .set({ due_at: null, amount: null, kind: null, action: null })
    .where('id', '=', anyOf(letterIds))
    .where('mailbox_id', '=', mailboxId)
    .execute()
}
