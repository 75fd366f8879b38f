import type { ContentReference } from '../blobs/content-store.ts'
import type { Openable } from '../domain/access.ts'
import { recordActivity } from './activity.ts'
import { headingOf, referenceTo } from './document-seal.ts'
import type { MailboxScope } from './mailbox-scope.ts'
import { lockLetters, ownMessages } from './own-letters.ts'
import { scanState } from './scan-state.ts'

/** A document in a mailbox, with what decides whether it may be opened and the way to its content. */
export interface StoredDocument {
  letterId: string
  receivedAt: Date
  senderName: string
  /** What opening it depends on; the two are the same for the primary document. */
  document: Openable
  primary: Openable
  subject: string | null
  fileType: string
  contentType: string
  /** Of the bytes as received. */
  size: number
  content: ContentReference
  /** Sanitised, when the bytes as received are not what is shown. */
  view: ContentReference | null
  /** Who is told when a receipt is sent. */
  brokerId: string
  senderId: string
}

/** Undefined when there is no such document in this mailbox, or its letter is not visible yet or was deleted. */
export async function findDocument(scope: MailboxScope, documentId: string): Promise<StoredDocument | undefined> {
  const row = await documentQuery(scope, documentId).executeTakeFirst()
  if (row === undefined) return undefined
  const { keyring, mailboxId } = scope
  const sealed = { id: row.id, mailboxId }
  const received = { blobKey: row.blob_key, column: 'wrapped_key', wrapped: row.wrapped_key } as const
  const content = referenceTo(keyring, sealed, received)
  if (content === undefined) return undefined
  const shown = { blobKey: row.view_blob_key, column: 'view_wrapped_key', wrapped: row.view_wrapped_key } as const
  return {
    letterId: row.letter_id,
    receivedAt: row.visible_at,
    senderName: row.sender_name,
    document: {
      id: row.id,
      authenticationLevel: row.authentication_level,
      sensitivityLevel: row.sensitivity_level,
      receipt: { asks: row.opening_receipt !== null, sentAt: row.receipt_sent_at },
      scan: scanState(row.scan),
    },
    primary: {
      id: row.primary_id,
      authenticationLevel: row.primary_level,
      sensitivityLevel: row.primary_sensitivity,
      receipt: { asks: row.primary_receipt !== null, sentAt: row.primary_receipt_sent_at },
      scan: scanState(row.primary_scan),
    },
    subject: headingOf(keyring, sealed, row).subject,
    fileType: row.file_type,
    contentType: row.content_type,
    size: Number(row.content_size),
    content,
    view: referenceTo(keyring, sealed, shown) ?? null,
    brokerId: row.broker_id,
    senderId: row.sender_id,
  }
}

function documentQuery(scope: MailboxScope, documentId: string) {
  return scope.db
    .selectFrom('document as d')
    .innerJoin('letter as l', 'l.message_id', 'd.message_id')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('account as s', 's.id', 'm.sender_id')
    .innerJoin('document as p', (join) => join.onRef('p.message_id', '=', 'd.message_id').on('p.position', '=', 0))
    .select(['d.id', 'd.subject', 'd.heading_encrypted', 'd.file_type', 'd.content_type', 'd.content_size'])
    .select(['d.blob_key', 'd.wrapped_key', 'd.view_blob_key', 'd.view_wrapped_key'])
    .select(['d.authentication_level', 'd.sensitivity_level', 'd.opening_receipt', 'd.receipt_sent_at', 'd.scan'])
    .select(['l.id as letter_id', 'l.visible_at', 'm.broker_id', 'm.sender_id', 's.name as sender_name'])
    .select(['p.id as primary_id', 'p.opening_receipt as primary_receipt'])
    .select(['p.authentication_level as primary_level', 'p.sensitivity_level as primary_sensitivity'])
    .select(['p.receipt_sent_at as primary_receipt_sent_at', 'p.scan as primary_scan'])
    .where('d.id', '=', documentId)
    .where('l.mailbox_id', '=', scope.mailboxId)
    .where('l.visible_at', '<=', scope.now)
    .where('l.deleted_at', 'is', null)
}

/**
 * The receipt of one document: the OPENED event that the sender reads (protocol 9.2), the mark that opens the
 * content, and the owner's own record, together or not at all. A second call changes nothing.
 *
 * @returns when it was sent, now or before; undefined when the letter was deleted in the meantime
 */
export function sendReceipt(scope: MailboxScope, stored: StoredDocument): Promise<Date | undefined> {
  const documentId = stored.document.id
  return scope.db.transaction().execute(async (db) => {
    const inside = { ...scope, db }
    if ((await lockLetters(inside, [stored.letterId])).length === 0) return undefined
    const messages = ownMessages(inside, [stored.letterId])
    const marked = await db
      .updateTable('document')
      .set({ receipt_sent_at: scope.now })
      .where('id', '=', documentId)
      .where('message_id', 'in', messages)
      .where('receipt_sent_at', 'is', null)
      .executeTakeFirst()
    if (marked.numUpdatedRows > 0n) {
      const told = { broker_id: stored.brokerId, sender_id: stored.senderId, type: 'OPENED', created_at: scope.now }
      await db
        .insertInto('event')
        .values({ document_id: documentId, ...told })
        .execute()
      await recordActivity(inside, 'RECEIPT_SENT', { letterId: stored.letterId, documentId })
      return scope.now
    }
    const earlier = await db
      .selectFrom('document')
      .select('receipt_sent_at')
      .where('id', '=', documentId)
      .where('message_id', 'in', messages)
      .executeTakeFirstOrThrow()
    return earlier.receipt_sent_at ?? scope.now
  })
}

export type OpeningAct = 'OPENED' | 'DOWNLOADED' | 'PRINTED'

/** The content has gone out: the letter is read, and the document has been opened. The first time counts. */
export async function markOpened(
  scope: MailboxScope,
  opened: { letterId: string; documentId: string },
  act: OpeningAct,
): Promise<void> {
  await scope.db.transaction().execute(async (db) => {
    const inside = { ...scope, db }
    await db
      .updateTable('letter')
      .set({ read_at: scope.now })
      .where('id', '=', opened.letterId)
      .where('mailbox_id', '=', scope.mailboxId)
      .where('deleted_at', 'is', null)
      .where('read_at', 'is', null)
      .execute()
    await db
      .updateTable('document')
      .set({ opened_at: scope.now })
      .where('id', '=', opened.documentId)
      .where('message_id', 'in', ownMessages(inside, [opened.letterId]))
      .where('opened_at', 'is', null)
      .execute()
    await recordActivity(inside, act, opened)
  })
}
