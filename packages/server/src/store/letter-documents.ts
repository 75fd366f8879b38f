import { asksReceipt, type Barrier, barrierTo, type Openable } from '../domain/access.ts'
import { downloadNameOf } from '../domain/letter-view.ts'
import { type Rendering, renderingOf } from '../domain/rendering.ts'
import { recordActivity } from './activity.ts'
import type { MailboxScope } from './mailbox-scope.ts'

/** Where the bytes lie; blobs/content-store.ts reads them. */
export interface ContentReference {
  blobKey: string
  wrappedKey: Buffer
}

/** Content that may be handed out at the level of the scope. */
export interface OpenDocument {
  letterId: string
  documentId: string
  contentType: string
  rendering: Rendering
  /** Of the bytes as received; the view of an HTML letter has another. */
  size: number
  downloadName: string
  content: ContentReference
  view: ContentReference | null
}

export type DocumentAccess = { kind: 'closed'; barrier: Barrier } | { kind: 'open'; document: OpenDocument }

/**
 * A document in this mailbox, or what keeps it closed: the way to its content is not in the answer then.
 *
 * @param letterId when given, the document must belong to that letter
 * @returns undefined when there is no such document here
 */
export async function openDocument(
  scope: MailboxScope,
  documentId: string,
  letterId?: string,
): Promise<DocumentAccess | undefined> {
  const found = await findDocument(scope, documentId, letterId)
  if (found === undefined) return undefined
  const { document, primary, row } = found
  const barrier = barrierTo(document, primary, scope.level)
  if (barrier !== null) return { kind: 'closed', barrier }
  const size = Number(row.content_size)
  const letter = { receivedAt: row.visible_at, senderName: row.sender_name, demands: primary }
  return {
    kind: 'open',
    document: {
      letterId: row.letter_id,
      documentId: row.id,
      contentType: row.content_type,
      rendering: renderingOf(row.content_type, size, row.view_blob_key !== null),
      size,
      downloadName: downloadNameOf(letter, { subject: row.subject, fileType: row.file_type, demands: document }),
      content: { blobKey: row.blob_key, wrappedKey: row.wrapped_key },
      view:
        row.view_blob_key === null || row.view_wrapped_key === null
          ? null
          : { blobKey: row.view_blob_key, wrappedKey: row.view_wrapped_key },
    },
  }
}

export type ReceiptResult =
  | { kind: 'step-up'; level: Openable['authenticationLevel'] }
  | { kind: 'not-asked' }
  | { kind: 'sent'; at: Date }

/**
 * Sends the receipt of one document: the OPENED event that the sender reads (protocol 9.2), the mark that opens the
 * content, and the owner's own record, together or not at all. A second call changes nothing and tells when it was sent.
 */
export async function sendReceipt(
  scope: MailboxScope,
  letterId: string,
  documentId: string,
): Promise<ReceiptResult | undefined> {
  const found = await findDocument(scope, documentId, letterId)
  if (found === undefined) return undefined
  const { document, primary, row } = found
  if (!document.receipt.asks) return { kind: 'not-asked' }
  const barrier = barrierTo(document, primary, scope.level)
  if (barrier?.kind === 'step-up') return barrier
  return scope.db.transaction().execute(async (db) => {
    const marked = await db
      .updateTable('document')
      .set({ receipt_sent_at: scope.now })
      .where('id', '=', documentId)
      .where('receipt_sent_at', 'is', null)
      .executeTakeFirst()
    if (marked.numUpdatedRows > 0n) {
      const event = { document_id: documentId, broker_id: row.broker_id, sender_id: row.sender_id, type: 'OPENED' }
      await db
        .insertInto('event')
        .values({ ...event, created_at: scope.now })
        .execute()
      await recordActivity({ ...scope, db }, 'RECEIPT_SENT', { letterId, documentId })
      return { kind: 'sent', at: scope.now }
    }
    const earlier = await db
      .selectFrom('document')
      .select('receipt_sent_at')
      .where('id', '=', documentId)
      .executeTakeFirstOrThrow()
    return { kind: 'sent', at: earlier.receipt_sent_at ?? scope.now }
  })
}

/** The content has gone out: the letter is read, and the document has been opened. The first time counts. */
export async function markOpened(
  scope: MailboxScope,
  opened: { letterId: string; documentId: string },
  act: 'OPENED' | 'DOWNLOADED' | 'PRINTED',
): Promise<void> {
  await scope.db.transaction().execute(async (db) => {
    await db
      .updateTable('letter')
      .set({ read_at: scope.now })
      .where('id', '=', opened.letterId)
      .where('mailbox_id', '=', scope.mailboxId)
      .where('read_at', 'is', null)
      .execute()
    await db
      .updateTable('document')
      .set({ opened_at: scope.now })
      .where('id', '=', opened.documentId)
      .where('opened_at', 'is', null)
      .execute()
    await recordActivity({ ...scope, db }, act, opened)
  })
}

async function findDocument(scope: MailboxScope, documentId: string, letterId: string | undefined) {
  const row = await scope.db
    .selectFrom('document as d')
    .innerJoin('letter as l', 'l.message_id', 'd.message_id')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('account as s', 's.id', 'm.sender_id')
    .innerJoin('document as p', (join) => join.onRef('p.message_id', '=', 'd.message_id').on('p.position', '=', 0))
    .selectAll('d')
    .select(['l.id as letter_id', 'l.visible_at', 'm.broker_id', 's.name as sender_name', 'p.id as primary_id'])
    .select(['p.authentication_level as primary_level', 'p.sensitivity_level as primary_sensitivity'])
    .select(['p.opening_receipt as primary_receipt', 'p.data_type_name as primary_data_type'])
    .select('p.receipt_sent_at as primary_receipt_sent_at')
    .where('d.id', '=', documentId)
    .where('l.mailbox_id', '=', scope.mailboxId)
    .where('l.visible_at', '<=', scope.now)
    .executeTakeFirst()
  if (row === undefined || (letterId !== undefined && row.letter_id !== letterId)) return undefined
  const document: Openable = {
    id: row.id,
    authenticationLevel: row.authentication_level,
    sensitivityLevel: row.sensitivity_level,
    receipt: { asks: asksReceipt(row.opening_receipt, row.data_type_name), sentAt: row.receipt_sent_at },
  }
  const primary: Openable = {
    id: row.primary_id,
    authenticationLevel: row.primary_level,
    sensitivityLevel: row.primary_sensitivity,
    receipt: { asks: asksReceipt(row.primary_receipt, row.primary_data_type), sentAt: row.primary_receipt_sent_at },
  }
  return { row, document, primary }
}
