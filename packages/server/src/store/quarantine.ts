import { sql } from 'kysely'
import type { ContentReference } from '../blobs/content-store.ts'
import type { ScanReason } from '../domain/access.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from './database.ts'
import { referenceTo } from './document-seal.ts'

/** A document in quarantine as an operator sees it: nothing of what the sender wrote. */
export interface QuarantinedDocument {
  id: string
  reason: ScanReason
  /** The scanner's own words. */
  signature: string | null
  fileType: string
  /** Bytes. */
  size: number
  senderId: string
  senderName: string
  brokerId: string
  /** Null for rows from before quarantine had a trace. */
  since: Date | null
}

/** What an operator decided, and on which grounds. */
export interface Decision {
  operator: string
  note: string | null
  now: Date
}

type Act = 'INSPECTED' | 'RELEASED' | 'RESCANNED' | 'DESTROYED'

/** A page in the order of the ids, which is the order of arrival. @param after id of the last one of the page before */
export async function listQuarantine(
  db: Database,
  { after, most, reason }: { after: string | null; most: number; reason?: ScanReason | undefined },
): Promise<QuarantinedDocument[]> {
  const { rows } = await sql<QuarantinedDocument & { size: string }>`
    select d.id, d.scan_reason as reason, d.scan_signature as signature, d.file_type as "fileType", d.content_size as size,
      m.sender_id as "senderId", s.name as "senderName", m.broker_id as "brokerId",
      (select max(created_at) from quarantine_act a where a.document_id = d.id and a.act = 'WITHHELD') as since
    from document d join message m on m.id = d.message_id join account s on s.id = m.sender_id
    where d.scan = 'withheld' and d.blob_key is not null
      and (${after}::uuid is null or d.id > ${after}::uuid) and (${reason ?? null}::text is null or d.scan_reason = ${reason ?? null})
    order by d.id limit ${most}`.execute(db)
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

/** It reads the index of quarantined documents alone. */
export async function countQuarantine(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('document')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('scan', '=', 'withheld')
    .where('blob_key', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Where the bytes are, and the way to read them; undefined when the document is not in quarantine. */
export async function findQuarantined(
  db: Database,
  keyring: Keyring,
  documentId: string,
): Promise<ContentReference | undefined> {
  const row = await quarantined(db, documentId)
    .innerJoin('letter', 'letter.message_id', 'document.message_id')
    .select('letter.mailbox_id')
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, mailbox_id: mailboxId, blob_key: blobKey, wrapped_key: wrapped } = row
  return referenceTo(keyring, { id, mailboxId }, { blobKey, column: 'wrapped_key', wrapped })
}

function quarantined(db: Database, documentId: string) {
  return db
    .selectFrom('document')
    .select(['document.id', 'document.message_id', 'blob_key', 'wrapped_key', 'view_blob_key'])
    .select(['scan_reason', 'scan_signature'])
    .where('document.id', '=', documentId)
    .where('scan', '=', 'withheld')
    .where('blob_key', 'is not', null)
}

/** @returns false when the document is not in quarantine, as for all of these */
export function recordInspection(db: Database, documentId: string, decision: Decision): Promise<boolean> {
  return decide(db, documentId, 'INSPECTED', decision, async () => undefined)
}

/** Opens the document to its recipient. */
export function releaseDocument(db: Database, documentId: string, decision: Decision): Promise<boolean> {
  return decide(db, documentId, 'RELEASED', decision, async (inside) => {
    await inside
      .updateTable('document')
      .set({ scan: 'clean', scan_reason: null, scan_signature: null })
      .where('id', '=', documentId)
      .execute()
  })
}

/** Has the scanner look again. */
export function rescanDocument(db: Database, documentId: string, decision: Decision): Promise<boolean> {
  return decide(db, documentId, 'RESCANNED', decision, async (inside) => {
    await inside
      .updateTable('document')
      .set({ scan: 'waiting', scan_due_at: decision.now, scan_tries: 0, scan_reason: null, scan_signature: null })
      .where('id', '=', documentId)
      .execute()
  })
}

/** Destroys the keys of the document for good; its bytes are removed after the transaction, as with a deleted letter. */
export function destroyDocument(db: Database, documentId: string, decision: Decision): Promise<boolean> {
  return decide(db, documentId, 'DESTROYED', decision, async (inside, row) => {
    const blobs = [row.blob_key, row.view_blob_key].filter((key) => key !== null)
    await inside.deleteFrom('content_link').where('document_id', '=', documentId).execute()
    await inside
      .updateTable('document')
      .set({ scan: 'destroyed', blob_key: null, wrapped_key: null, view_blob_key: null, view_wrapped_key: null })
      .where('id', '=', documentId)
      .execute()
    await inside.updateTable('blob').set({ state: 'dropped' }).where('key', 'in', blobs).execute()
  })
}

type Quarantined = Awaited<ReturnType<ReturnType<typeof quarantined>['executeTakeFirstOrThrow']>>

/** The change, its trace and the recipient's activity, together or not at all. */
function decide(
  db: Database,
  documentId: string,
  act: Act,
  { operator, note, now }: Decision,
  change: (inside: Database, row: Quarantined) => Promise<void>,
): Promise<boolean> {
  return db.transaction().execute(async (inside) => {
    const row = await quarantined(inside, documentId).forUpdate().executeTakeFirst()
    if (row === undefined) return false
    await change(inside, row)
    const { scan_reason: reason, scan_signature: signature } = row
    await inside
      .insertInto('quarantine_act')
      .values({ document_id: documentId, act, reason: reason ?? 'malware', signature, operator, note, created_at: now })
      .execute()
    // A second scan is no news for the recipient: what it comes to is.
    if (act !== 'RESCANNED') {
      await sql`
        insert into activity (mailbox_id, letter_id, document_id, act, created_at)
        select mailbox_id, id, ${documentId}::uuid, ${act}, ${now}::timestamptz
        from letter where message_id = ${row.message_id}`.execute(inside)
    }
    return true
  })
}

export interface TracedAct {
  documentId: string
  act: string
  reason: string
  signature: string | null
  /** Null for the scanner's own act. */
  operator: string | null
  note: string | null
  at: Date
}

/** All that was done with one document in quarantine, oldest first. */
export async function quarantineTrace(db: Database, documentId: string): Promise<TracedAct[]> {
  return db
    .selectFrom('quarantine_act')
    .select(['document_id as documentId', 'act', 'reason', 'signature', 'operator', 'note', 'created_at as at'])
    .where('document_id', '=', documentId)
    .orderBy('id')
    .execute()
}
