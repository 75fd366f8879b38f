import { sql } from 'kysely'
import type { Keyring } from '../../keys/keyring.ts'
import type { Database } from '../database.ts'
import { documentSeal, sealTexts } from '../document-seal.ts'
import { asked } from '../messages.ts'

const nil = '00000000-0000-0000-0000-000000000000'
/** One transaction: some milliseconds, so that what it has locked is soon free. */
const batch = 100

interface OlderDocument {
  id: string
  letter_id: string
  message_id: string
  mailbox_id: string
  position: number
  subject: string | null
  opening_receipt: string | null
  data_type_xml: string | null
  content_hash: string
  wrapped_key: Buffer | null
  view_wrapped_key: Buffer | null
  amount: string | null
  kind: string | null
  action: string | null
  invoice_reference: string | null
}

export interface Sealed {
  /** How many rows were sealed again now. */
  rows: number
  /** Where the next batch begins; undefined when the end was reached. */
  next: string | undefined
  /** What did not open, by what it threw: it is left as it is, and will not open for a reader either. */
  faults: unknown[]
}

/**
 * Binds up to a batch of documents of an older version to their rows, and encrypts what they had in clear. Rows that
 * are locked at this moment are passed over, so that it never waits for a lock; the next round finds them.
 */
export function sealDocuments(db: Database, keyring: Keyring, after = nil): Promise<Sealed> {
  return db.transaction().execute(async (inside) => {
    const rows = await olderDocuments(inside, after)
    const faults: unknown[] = []
    const sealed = rows.map((row) => ({ row, ...sealedAgain(keyring, row, faults) }))
    await writeDocuments(inside, sealed)
    const primaries = sealed.map(({ row }) => row).filter(({ position }) => position === 0)
    await emptyLetters(inside, primaries)
    return { rows: sealed.length, next: rows.length < batch ? undefined : rows.at(-1)?.id, faults }
  })
}

/** How many documents are left in the older form. */
export async function olderDocumentsLeft(db: Database): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) FROM document WHERE content_hash IS NOT NULL`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

async function olderDocuments(db: Database, after: string): Promise<OlderDocument[]> {
  const { rows } = await sql<OlderDocument>`
    SELECT d.id, l.id AS letter_id, m.id AS message_id, l.mailbox_id, d.position, d.subject, d.opening_receipt, d.data_type_xml,
      d.content_hash, d.wrapped_key, d.view_wrapped_key, l.amount, l.kind, l.action, m.invoice_reference
    FROM document d JOIN letter l ON l.message_id = d.message_id JOIN message m ON m.id = d.message_id
    WHERE d.id > ${after}::uuid AND d.content_hash IS NOT NULL
    ORDER BY d.id LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`.execute(db)
  return rows
}

function sealedAgain(keyring: Keyring, row: OlderDocument, faults: unknown[]) {
  const { id, mailbox_id: mailboxId, kind, action, amount, invoice_reference: invoiceReference } = row
  const own = { subject: row.subject, openingReceipt: row.opening_receipt }
  const seal = documentSeal(keyring, { id, mailboxId })
  const heading = row.position === 0 ? { ...own, kind, action, amount, invoiceReference } : own
  const rewrapped = (column: 'wrapped_key' | 'view_wrapped_key'): Buffer | null => {
    const wrapped = row[column]
    try {
      return wrapped === null ? null : seal.wrap(column, seal.unwrap(column, wrapped))
    } catch (error) {
      faults.push(error)
      return wrapped
    }
  }
  return {
    texts: sealTexts(seal, { heading, dataTypeXml: row.data_type_xml, contentHash: row.content_hash }),
    wrapped: rewrapped('wrapped_key'),
    viewWrapped: rewrapped('view_wrapped_key'),
  }
}

type SealedAgain = ReturnType<typeof sealedAgain> & { row: OlderDocument }

async function writeDocuments(db: Database, sealed: readonly SealedAgain[]): Promise<void> {
  if (sealed.length === 0) return
  await sql`
    UPDATE document d SET heading_encrypted = n.heading, data_type_encrypted = n.data_type,
      content_hash_encrypted = n.content_hash, wrapped_key = n.wrapped_key, view_wrapped_key = n.view_wrapped_key,
      subject = NULL, opening_receipt = CASE WHEN opening_receipt IS NOT NULL THEN ${asked} END, data_type_name = NULL, data_type_xml = NULL, content_hash = NULL
    FROM unnest(${sealed.map(({ row }) => row.id)}::uuid[],
      ${sealed.map(({ texts }) => texts.heading_encrypted)}::bytea[],
      ${sealed.map(({ texts }) => texts.data_type_encrypted)}::bytea[],
      ${sealed.map(({ texts }) => texts.content_hash_encrypted)}::bytea[],
      ${sealed.map(({ wrapped }) => wrapped)}::bytea[],
      ${sealed.map(({ viewWrapped }) => viewWrapped)}::bytea[])
      AS n(id, heading, data_type, content_hash, wrapped_key, view_wrapped_key)
    WHERE d.id = n.id`.execute(db)
}

async function emptyLetters(db: Database, primaries: readonly OlderDocument[]): Promise<void> {
  await sql`UPDATE letter SET amount = NULL, kind = NULL, action = NULL
    WHERE id = ANY(${primaries.map((row) => row.letter_id)}::uuid[])`.execute(db)
  await sql`UPDATE message SET invoice_reference = NULL
    WHERE id = ANY(${primaries.map((row) => row.message_id)}::uuid[]) AND invoice_reference IS NOT NULL`.execute(db)
}
