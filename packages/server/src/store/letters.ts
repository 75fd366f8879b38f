import { type RawBuilder, sql } from 'kysely'
import type { ScanReason } from '../domain/access.ts'
import type { DocumentFacts, LetterDetailFacts, LetterFacts } from '../domain/letter-view.ts'
import { bodyOf, type Heading, headingOf } from './document-seal.ts'
import type { MailboxScope } from './mailbox-scope.ts'
import { ownMessages } from './own-letters.ts'
import { type StoredScan, scanState } from './scan-state.ts'
import type { DocumentTable } from './schema.ts'

const pageSize = 50

/** Where a page begins: behind this letter. */
export interface LetterCursor {
  /** With microseconds, as the index orders it; a JavaScript Date would lose them. */
  visibleAt: string
  id: string
}

export interface LetterQuery {
  place: string
  unreadOnly: boolean
  after: LetterCursor | null
}

export interface LetterList {
  letters: LetterFacts[]
  next: LetterCursor | null
}

/**
 * The newest letters first. The inner query takes one page from the index before anything is joined to it, so that
 * the cost does not grow with the mailbox. Letters whose time has not come do not exist here.
 */
export async function listLetters(scope: MailboxScope, query: LetterQuery): Promise<LetterList> {
  const { rows } = await listQuery(scope, query).execute(scope.db)
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return {
    letters: page.map((row) => factsOf(row, listHeading(scope, row))),
    next: rows.length > pageSize && last !== undefined ? { visibleAt: last.cursor_at, id: last.id } : null,
  }
}

/** Separate from its execution so that a test can read its plan. */
export function listQuery(scope: MailboxScope, query: LetterQuery): RawBuilder<LetterRow> {
  const after =
    query.after === null
      ? sql``
      : sql`and (visible_at, id) < (${query.after.visibleAt}::timestamptz, ${query.after.id}::uuid)`
  const unread = query.unreadOnly ? sql`and read_at is null` : sql``
  return sql<LetterRow>`
    select ${letterColumns}
    from (
      select * from letter
      where mailbox_id = ${scope.mailboxId} and place = ${query.place} and visible_at <= ${scope.now} ${after} ${unread}
      order by visible_at desc, id desc
      limit ${pageSize + 1}
    ) l
    join message m on m.id = l.message_id
    join document d on d.message_id = l.message_id and d.position = 0
    join account s on s.id = m.sender_id
    join account b on b.id = m.broker_id
    order by l.visible_at desc, l.id desc`
}

/** Counting stops here: it costs an index entry for each letter, and nobody needs to know more exactly. */
const mostCounted = 1000

export async function countUnread(scope: MailboxScope, place: string): Promise<number> {
  const { rows } = await unreadQuery(scope, place).execute(scope.db)
  return Number(rows[0]?.unread ?? 0)
}

/** Separate, like the other. It reads the index of unread letters alone, and of that no more than it counts. */
export function unreadQuery(scope: MailboxScope, place: string): RawBuilder<{ unread: string }> {
  return sql<{ unread: string }>`
    select count(*) as unread from (
      select from letter
      where mailbox_id = ${scope.mailboxId} and place = ${place} and visible_at <= ${scope.now} and read_at is null
      order by visible_at desc
      limit ${sql.lit(mostCounted)}
    ) counted`
}

/** Undefined for a letter that does not exist, is not visible yet, was deleted or lies in another mailbox: nobody can tell which. */
export async function findLetter(scope: MailboxScope, letterId: string): Promise<LetterDetailFacts | undefined> {
  const { rows } = await sql<LetterRow>`
    select ${letterColumns}
    from letter l
    join message m on m.id = l.message_id
    join document d on d.message_id = l.message_id and d.position = 0
    join account s on s.id = m.sender_id
    join account b on b.id = m.broker_id
    where l.id = ${letterId} and l.mailbox_id = ${scope.mailboxId} and l.visible_at <= ${scope.now}
      and l.deleted_at is null`.execute(scope.db)
  const row = rows[0]
  if (row === undefined) return undefined
  const documents = await scope.db
    .selectFrom('document')
    .selectAll()
    .where('message_id', 'in', ownMessages(scope, [letterId]))
    .orderBy('position')
    .execute()
  const facts = documents.map((document) => documentFacts(scope, document))
  const [primary] = facts
  return {
    ...factsOf(row, headingOf(scope.keyring, primaryOf(scope, row), row)),
    // The two statements see two moments: what a letter and its primary document both say must come from one of them.
    ...(primary === undefined ? {} : { receipt: primary.receipt, scan: primary.scan }),
    place: row.place,
    senderKind: row.sender_kind,
    senderOrganisationNumber: row.organisation_number,
    brokerName: row.broker_id === row.sender_id ? null : row.broker_name,
    reference: row.reference,
    documents: facts,
  }
}

interface LetterRow {
  id: string
  cursor_at: string
  message_id: string
  place: string
  visible_at: Date
  read_at: Date | null
  binned_from: string | null
  due_at: Date | null
  amount: string | null
  kind: string | null
  action: string | null
  attachments: number
  reference: string | null
  sender_id: string
  broker_id: string
  sender_name: string
  sender_kind: 'ORGANISATION' | 'PUBLIC_BODY'
  organisation_number: string
  broker_name: string
  document_id: string
  heading_encrypted: Buffer | null
  subject: string | null
  authentication_level: DocumentTable['authentication_level']
  sensitivity_level: DocumentTable['sensitivity_level']
  opening_receipt: string | null
  receipt_sent_at: Date | null
  scan: StoredScan
}

const letterColumns = sql`
  l.id, l.message_id, l.place, l.visible_at, l.read_at, l.binned_from, l.due_at, l.amount, l.kind, l.action,
  to_char(l.visible_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as cursor_at,
  (select count(*)::int from document a
    where a.message_id = l.message_id and a.position > 0 and a.technical_type is null) as attachments,
  m.message_id as reference, m.sender_id, m.broker_id,
  s.name as sender_name, s.kind as sender_kind, s.organisation_number, b.name as broker_name,
  d.id as document_id, d.heading_encrypted, d.subject, d.authentication_level, d.sensitivity_level, d.opening_receipt, d.receipt_sent_at, d.scan`

const primaryOf = ({ mailboxId }: MailboxScope, { document_id: id }: LetterRow) => ({ id, mailboxId })

/** A list goes on without a heading that does not open: one row must not close a whole mailbox. */
function listHeading(scope: MailboxScope, row: LetterRow): Heading {
  try {
    return headingOf(scope.keyring, primaryOf(scope, row), row)
  } catch (error) {
    scope.notGenuine?.(error)
    return { subject: null }
  }
}

function factsOf(row: LetterRow, heading: Heading): LetterFacts {
  return {
    id: row.id,
    receivedAt: row.visible_at,
    readAt: row.read_at,
    restoresTo: row.binned_from,
    dueAt: row.due_at,
    amount: heading.amount ?? null,
    kind: heading.kind ?? null,
    action: heading.action ?? null,
    attachments: row.attachments,
    senderName: row.sender_name,
    subject: heading.subject,
    demands: { authenticationLevel: row.authentication_level, sensitivityLevel: row.sensitivity_level },
    receipt: { asks: row.opening_receipt !== null, sentAt: row.receipt_sent_at },
    scan: scanState(row.scan),
  }
}

type DocumentRow = Pick<
  DocumentTable,
  'id' | 'file_type' | 'content_type' | 'authentication_level' | 'sensitivity_level'
> & {
  heading_encrypted: Buffer | null
  data_type_encrypted: Buffer | null
  content_hash_encrypted: Buffer | null
  content_hash: string | null
  subject: string | null
  content_size: string
  view_blob_key: string | null
  technical_type: string | null
  opening_receipt: string | null
  receipt_sent_at: Date | null
  scan: StoredScan
  scan_reason: ScanReason | null
  data_type_xml: string | null
}

function documentFacts({ keyring, mailboxId }: MailboxScope, row: DocumentRow): DocumentFacts {
  const sealed = { id: row.id, mailboxId }
  return {
    id: row.id,
    subject: headingOf(keyring, sealed, row).subject,
    fileType: row.file_type,
    contentType: row.content_type,
    size: Number(row.content_size),
    hasView: row.view_blob_key !== null,
    technical: row.technical_type !== null,
    ...bodyOf(keyring, sealed, row),
    demands: { authenticationLevel: row.authentication_level, sensitivityLevel: row.sensitivity_level },
    receipt: { asks: row.opening_receipt !== null, sentAt: row.receipt_sent_at },
    scan: scanState(row.scan),
    scanReason: row.scan_reason,
  }
}
