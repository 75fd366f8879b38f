import type { ContentReference } from '../blobs/content-store.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { RowSeal } from '../keys/row-seal.ts'

/** A document as the keys know it: moved to another mailbox, or under another id, it does not open. */
export interface SealedDocument {
  id: string
  mailboxId: string
}

/** Under one key for all that a document has encrypted: deriving it is the dearer part. */
export function documentSeal(keyring: Keyring, { id, mailboxId }: SealedDocument): RowSeal {
  return keyring.row({ table: 'document', id, owner: mailboxId })
}

/** What the sender wrote of a document; all but subject and receipt are of the primary document. */
export interface Heading {
  subject: string | null
  /** What the sender wrote into the element that asks for a receipt; the column says only that it was there. */
  openingReceipt?: string | null | undefined
  kind?: string | null | undefined
  action?: string | null | undefined
  /** decimal text */
  amount?: string | null | undefined
  invoiceReference?: string | null | undefined
}

export interface SealedTexts {
  heading_encrypted: Buffer
  data_type_encrypted: Buffer | null
  content_hash_encrypted: Buffer
}

export function sealTexts(
  seal: RowSeal,
  texts: { heading: Heading; dataTypeXml: string | null; contentHash: string },
): SealedTexts {
  return {
    heading_encrypted: seal.seal('heading_encrypted', JSON.stringify(texts.heading)),
    data_type_encrypted: texts.dataTypeXml === null ? null : seal.seal('data_type_encrypted', texts.dataTypeXml),
    content_hash_encrypted: seal.seal('content_hash_encrypted', texts.contentHash),
  }
}

/** As they are read: sealed, or in clear where an older version wrote them and they are not sealed again yet. */
export interface HeadingColumns {
  heading_encrypted: Buffer | null
  subject: string | null
  /** What the sender wrote into the element that asks for a receipt; the column says only that it was there. */
  openingReceipt?: string | null | undefined
  kind?: string | null
  action?: string | null
  amount?: string | null
}

/** @throws SealError when it does not open */
export function headingOf(keyring: Keyring, document: SealedDocument, columns: HeadingColumns): Heading {
  const { heading_encrypted: sealed, subject, kind, action, amount } = columns
  if (sealed !== null) return JSON.parse(documentSeal(keyring, document).open('heading_encrypted', sealed)) as Heading
  return keyring.firstForm === undefined ? { subject: null } : { subject, kind, action, amount }
}

interface BodyColumns {
  data_type_encrypted: Buffer | null
  data_type_xml: string | null
  content_hash_encrypted: Buffer | null
  content_hash: string | null
}

/** @throws SealError when it does not open */
export function bodyOf(
  keyring: Keyring,
  document: SealedDocument,
  columns: BodyColumns,
): { dataTypeXml: string | null; contentHash: string } {
  const { data_type_encrypted: dataType, content_hash_encrypted: hash } = columns
  if (hash === null) {
    const known = keyring.firstForm !== undefined
    return { dataTypeXml: known ? columns.data_type_xml : null, contentHash: (known && columns.content_hash) || '' }
  }
  const seal = documentSeal(keyring, document)
  return {
    dataTypeXml: dataType === null ? null : seal.open('data_type_encrypted', dataType),
    contentHash: seal.open('content_hash_encrypted', hash),
  }
}

type KeyColumn = 'wrapped_key' | 'view_wrapped_key'

/** The way to stored content; undefined when there is none (any more). */
export function referenceTo(
  keyring: Keyring,
  document: SealedDocument,
  stored: { blobKey: string | null; column: KeyColumn; wrapped: Buffer | null },
): ContentReference | undefined {
  const { blobKey, column, wrapped } = stored
  if (blobKey === null || wrapped === null) return undefined
  return { blobKey, dataKey: () => documentSeal(keyring, document).unwrap(column, wrapped) }
}
