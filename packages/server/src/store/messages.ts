import { type RawBuilder, sql } from 'kysely'
import type { ContentReference } from '../blobs/content-store.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from './database.ts'
import { documentSeal, type Heading, sealTexts } from './document-seal.ts'
import type { DocumentTable } from './schema.ts'

export interface NewDocument {
  id: string
  uuid: string
  subject: string | null
  fileType: string
  contentType: string
  authenticationLevel: DocumentTable['authentication_level']
  sensitivityLevel: DocumentTable['sensitivity_level']
  openingReceipt: string | null
  technicalType: string | null
  dataTypeXml: string | null
  /** Base64 SHA-256. */
  contentHash: string
  contentSize: number
  content: ContentReference
  view: ContentReference | null
  openedAt: Date | null
}

/** A message that has been decided on: it goes into this mailbox. */
export interface NewMessage {
  id: string
  letterId: string
  brokerId: string
  senderId: string
  messageId: string | null
  recipientId: string
  mailboxId: string
  invoiceReference: string | null
  deliveryTime: Date
  readAt: Date | null
  dueAt: Date | null
  amount: string | null
  kind: string | null
  action: string | null
  now: Date
  /** Its documents wait for the malware scanner. */
  scanned: boolean
  /** The primary document first. */
  documents: NewDocument[]
}

export type SaveOutcome = 'saved' | 'duplicate message-id' | 'duplicate uuid'

/**
 * Saves the message, its documents and the letter, and keeps their content, all or nothing. One statement is one
 * transaction: there is nothing to wait for inside it. The unique indexes decide what is a duplicate, whoever else is
 * saving at the same moment.
 */
export async function saveMessage(db: Database, keyring: Keyring, message: NewMessage): Promise<SaveOutcome> {
  try {
    await save(db, keyring, message)
    return 'saved'
  } catch (error) {
    const constraint = uniqueViolation(error)
    if (constraint === 'message_once') return 'duplicate message-id'
    if (constraint === 'document_sender_id_uuid_key') return 'duplicate uuid'
    throw error
  }
}

async function save(db: Database, keyring: Keyring, message: NewMessage): Promise<void> {
  // In one order, so that two messages that share uuids wait for each other and never for both.
  const documents = message.documents
    .map((document, position) => documentRow(keyring, message, document, position))
    .sort((a, b) => (a.uuid < b.uuid ? -1 : 1))
  const keys = message.documents.flatMap(({ content, view }) =>
    [content, view ?? []].flat().map(({ blobKey }) => blobKey),
  )
  await sql`
    WITH kept AS (
      -- By the key alone: the index of staged blobs holds a dead entry for each letter since the last vacuum, and looks
      -- cheap while the tables are young. Written so, its condition does not follow from this one.
      UPDATE blob SET state = 'kept' WHERE key IN (${padded(keys)}) AND state || '' = 'staged' RETURNING key
    ), saved AS (
      INSERT INTO message (id, broker_id, sender_id, message_id, recipient_id, channel, status, delivery_time,
        created_at)
      -- Content that is gone or belongs to another message makes this fail on NOT NULL, and with it everything.
      SELECT CASE WHEN (SELECT count(*) FROM kept) = ${keys.length}::int THEN ${message.id}::uuid END,
        ${message.brokerId}::bigint, ${message.senderId}::bigint, ${message.messageId}::text,
        ${message.recipientId}::uuid, 'DIGIPOST', 'DELIVERED',
        ${message.deliveryTime}::timestamptz, ${message.now}::timestamptz
    ), documents AS (
      INSERT INTO document (id, message_id, sender_id, uuid, position, file_type, content_type,
        authentication_level, sensitivity_level, opening_receipt, technical_type, heading_encrypted,
        data_type_encrypted, content_hash_encrypted, content_size, blob_key, wrapped_key, view_blob_key, view_wrapped_key, opened_at,
        scan, scan_due_at)
      SELECT d.id, ${message.id}::uuid, ${message.senderId}::bigint, d.uuid, d.position, d.file_type,
        d.content_type, d.authentication_level, d.sensitivity_level, d.opening_receipt, d.technical_type,
        decode(d.heading_encrypted, 'base64'), decode(d.data_type_encrypted, 'base64'),
        decode(d.content_hash_encrypted, 'base64'), d.content_size, d.blob_key,
        decode(d.wrapped_key, 'base64'), d.view_blob_key, decode(d.view_wrapped_key, 'base64'), d.opened_at,
        ${message.scanned ? 'waiting' : 'clean'}::text, ${message.scanned ? message.now : null}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(documents)}::jsonb) AS d(id uuid, uuid uuid, position int,
        file_type text, content_type text, authentication_level text, sensitivity_level text, opening_receipt text,
        technical_type text, heading_encrypted text, data_type_encrypted text, content_hash_encrypted text, content_size bigint,
        blob_key text, wrapped_key text, view_blob_key text, view_wrapped_key text, opened_at timestamptz)
    )
    INSERT INTO letter (id, mailbox_id, message_id, visible_at, read_at, due_at, created_at)
    VALUES (${message.letterId}::uuid, ${message.mailboxId}::uuid, ${message.id}::uuid,
      ${message.deliveryTime}::timestamptz, ${message.readAt}::timestamptz, ${message.dueAt}::timestamptz,
      ${message.now}::timestamptz)`.execute(db)
}

/**
 * As single values, and as many as a power of two: of an array PostgreSQL would reckon with ten, find each plan for the
 * real number cheaper, and plan the whole statement again for every letter. A key that is there twice is found once.
 */
function padded(keys: readonly string[]): RawBuilder<unknown> {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, keys.length)))
  return sql.join(Array.from({ length }, (_, index) => sql`${keys[index] ?? keys.at(-1) ?? ''}::text`))
}

function documentRow(keyring: Keyring, message: NewMessage, document: NewDocument, position: number) {
  const { content, view, dataTypeXml, contentHash } = document
  const seal = documentSeal(keyring, { id: document.id, mailboxId: message.mailboxId })
  const texts = sealTexts(seal, { heading: headingOf(message, document, position), dataTypeXml, contentHash })
  return {
    id: document.id,
    uuid: document.uuid,
    position,
    file_type: document.fileType,
    content_type: document.contentType,
    authentication_level: document.authenticationLevel,
    sensitivity_level: document.sensitivityLevel,
    opening_receipt: document.openingReceipt === null ? null : asked,
    technical_type: document.technicalType,
    heading_encrypted: texts.heading_encrypted.toString('base64'),
    data_type_encrypted: texts.data_type_encrypted?.toString('base64') ?? null,
    content_hash_encrypted: texts.content_hash_encrypted.toString('base64'),
    content_size: document.contentSize,
    blob_key: content.blobKey,
    wrapped_key: seal.wrap('wrapped_key', content.dataKey()).toString('base64'),
    view_blob_key: view?.blobKey ?? null,
    view_wrapped_key: view === null ? null : seal.wrap('view_wrapped_key', view.dataKey()).toString('base64'),
    opened_at: document.openedAt,
  }
}

/** In `opening_receipt`: a receipt is asked for. Its words are in the heading. */
export const asked = ''

function headingOf(message: NewMessage, { subject, openingReceipt }: NewDocument, position: number): Heading {
  const { kind, action, amount, invoiceReference } = message
  const own = { subject, openingReceipt }
  return position === 0 ? { ...own, kind, action, amount, invoiceReference } : own
}

/** Which of these the sender has used before; asked only to name a refusal rightly, never to allow anything. */
export async function findUsed(
  db: Database,
  question: { brokerId: string; senderId: string; messageId: string | undefined; uuids: readonly string[] },
): Promise<{ messageId: boolean; uuid: string | null }> {
  const { rows } = await sql<{ messageId: boolean; uuid: string | null }>`
    SELECT EXISTS (SELECT FROM message WHERE broker_id = ${question.brokerId}::bigint
        AND sender_id = ${question.senderId}::bigint AND message_id = ${question.messageId ?? null}::text) AS "messageId",
      (SELECT uuid FROM document WHERE sender_id = ${question.senderId}::bigint
        AND uuid = ANY(${[...question.uuids]}::uuid[]) LIMIT 1) AS uuid`.execute(db)
  return rows[0] ?? { messageId: false, uuid: null }
}

/** The unique index that refused a row. */
function uniqueViolation(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return undefined
  return 'constraint' in error ? String(error.constraint) : undefined
}
