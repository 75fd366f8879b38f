import { type RawBuilder, sql } from 'kysely'
import type { ContentReference } from '../blobs/content-store.ts'
import type { ScanReason } from '../domain/access.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from './database.ts'
import { referenceTo } from './document-seal.ts'

/** A document whose turn it is. Nobody else takes it before the lease is over. */
export interface ClaimedDocument {
  id: string
  content: ContentReference
  /** Of the plain bytes. */
  size: number
  /** How often its turn has come, this time included. */
  tries: number
}

/**
 * Takes up to `most` documents whose turn it is. The lease is in the row and not in a transaction, so that nothing is
 * locked while the scanner works; what a crash leaves behind is due again when the lease is over.
 */
export async function claimScans(
  db: Database,
  keyring: Keyring,
  { now, leaseMs, most }: { now: Date; leaseMs: number; most: number },
): Promise<ClaimedDocument[]> {
  const { rows } = await sql<ClaimedRow>`
    update document d set scan_due_at = ${new Date(now.getTime() + leaseMs)}::timestamptz, scan_tries = scan_tries + 1
    from letter l
    where l.message_id = d.message_id and d.scan_due_at <= ${now}::timestamptz and d.id in (${inTurn(now, most)})
    returning d.id, l.mailbox_id, d.blob_key, d.wrapped_key, d.content_size as size, d.scan_tries as tries`.execute(db)
  return rows.flatMap(({ id, mailbox_id: mailboxId, blob_key: blobKey, wrapped_key: wrapped, size, tries }) => {
    const content = referenceTo(keyring, { id, mailboxId }, { blobKey, column: 'wrapped_key', wrapped })
    return content === undefined ? [] : [{ id, content, size: Number(size), tries }]
  })
}

/**
 * The oldest document of each sender first, then the second of each: a sender of ten thousand does not hold up the one
 * letter of another. Where senders are many, chance says whose turn it is, so that no number of older letters keeps a
 * newer one out. One step of an index for each sender with documents that wait.
 */
function inTurn(now: Date, most: number): RawBuilder<unknown> {
  const waits = sql`scan = 'waiting' and blob_key is not null`
  return sql`
    with recursive senders as (
      select min(sender_id) as id from document where ${waits}
      union all
      select (select min(sender_id) from document where ${waits} and sender_id > senders.id)
      from senders where senders.id is not null)
    select turn.id from senders cross join lateral (
      select id, row_number() over (order by scan_due_at) as round from (
        select id, scan_due_at from document
        where sender_id = senders.id and ${waits} and scan_due_at <= ${now}::timestamptz
        order by scan_due_at limit ${most}) oldest) turn
    where senders.id is not null
    order by turn.round, random() limit ${most}`
}

interface ClaimedRow {
  id: string
  mailbox_id: string
  blob_key: string
  wrapped_key: Buffer
  size: string
  tries: number
}

/** @returns false when somebody else had said so before, or the letter was deleted in the meantime */
export async function passDocument(db: Database, documentId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('document')
    .set({ scan: 'clean', scan_due_at: null })
    .where('id', '=', documentId)
    .where('scan', '=', 'waiting')
    .where('blob_key', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Puts a document into quarantine and writes it into its trace and its owner's activity, in one statement. Nothing is destroyed:
 * an operator releases or destroys it (`store/quarantine.ts`).
 *
 * @returns as `passDocument`
 */
export async function withholdDocument(
  db: Database,
  { documentId, reason, signature, now }: { documentId: string; reason: ScanReason; signature: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with withheld as (
      update document set scan = 'withheld', scan_due_at = null, scan_reason = ${reason}, scan_signature = ${signature}
      where id = ${documentId}::uuid and scan = 'waiting' and blob_key is not null
      returning id, message_id
    ), shown as (
      insert into activity (mailbox_id, letter_id, document_id, act, created_at)
      select l.mailbox_id, l.id, w.id, 'WITHHELD', ${now}::timestamptz
      from withheld w join letter l on l.message_id = w.message_id
    ), traced as (
      insert into quarantine_act (document_id, act, reason, signature, created_at)
      select id, 'WITHHELD', ${reason}, ${signature}, ${now}::timestamptz from withheld
    )
    select id from withheld`.execute(db)
  return rows.length > 0
}

/** Its turn comes again then. @param tries how many to remember */
export async function postponeScan(db: Database, documentId: string, due: Date, tries: number): Promise<void> {
  await db
    .updateTable('document')
    .set({ scan_due_at: due, scan_tries: tries })
    .where('id', '=', documentId)
    .where('scan', '=', 'waiting')
    .execute()
}

/** At the start of the only server there is, nobody scans: whatever was left in a lease or a wait is due now. */
export async function endScanLeases(db: Database, now: Date): Promise<void> {
  await db
    .updateTable('document')
    .set({ scan_due_at: now })
    .where('scan', '=', 'waiting')
    .where('blob_key', 'is not', null)
    .where('scan_due_at', '>', now)
    .execute()
}

/** How many wait, and when the next one is due. It reads the index of waiting documents alone. */
export async function waitingScans(db: Database): Promise<{ waiting: number; next: Date | undefined }> {
  const { rows } = await sql<{ waiting: string; next: Date | null }>`
    select count(*) as waiting, min(scan_due_at) as next
    from document where scan = 'waiting' and blob_key is not null`.execute(db)
  return { waiting: Number(rows[0]?.waiting ?? 0), next: rows[0]?.next ?? undefined }
}
