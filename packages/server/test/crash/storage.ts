import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { type ContentStore, createContentStore } from '../../src/blobs/content-store.ts'
import { diskBlobStore } from '../../src/blobs/disk.ts'
import { createKeyring, type Keyring } from '../../src/keys/keyring.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { bodyOf, referenceTo } from '../../src/store/document-seal.ts'
import { connectOrStart } from '../../src/store/embedded/connect-or-start.ts'
import type { SentLetter } from './ledger.ts'
import type { Installation } from './process-tree.ts'

/** The stores of an installation, read beside its running server. */
export interface Storage extends AsyncDisposable {
  db: Database
  keyring: Keyring
  content: ContentStore
}

export async function openStorage({ dataDirectory, masterKey }: Installation): Promise<Storage> {
  const embedded = await connectOrStart(dataDirectory, { as: 'operator' })
  const db = openDatabase(embedded.url, { connections: 4, name: 'brevdue crash test' })
  const keyring = createKeyring(masterKey)
  const content = createContentStore({ db, blobs: diskBlobStore(join(dataDirectory, 'blobs')) })
  return {
    ...{ db, keyring, content },
    async [Symbol.asyncDispose]() {
      await db.destroy()
      await embedded.close()
    },
  }
}

/**
 * Returns when no session of a server before this one is left. PostgreSQL finishes what such a session had asked for
 * although nobody waits for the answer, and until then nobody can say whether it is stored.
 */
export async function untilAlone({ db }: Storage, server: number): Promise<void> {
  for (;;) {
    const { rows } = await sql`SELECT pid FROM pg_stat_activity WHERE datname = current_database()
      AND application_name ~ '^brevdue [0-9]+$' AND application_name <> ${`brevdue ${server}`}`.execute(db)
    if (rows.length === 0) return
    await pause(10)
  }
}

/** How often each of these messages is stored as a letter. */
export async function countLetters({ db }: Storage, letters: readonly SentLetter[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('message')
    .innerJoin('letter', 'letter.message_id', 'message.id')
    .select('message.message_id as messageId')
    .where('message.message_id', 'in', ['', ...letters.map(({ messageId }) => messageId)])
    .execute()
  const counts = new Map<string, number>()
  for (const { messageId } of rows) counts.set(messageId ?? '', (counts.get(messageId ?? '') ?? 0) + 1)
  return counts
}

/** The letter is stored whole: every document in its place, every byte as it was sent. */
export async function assertWhole({ db, keyring, content }: Storage, letter: SentLetter): Promise<void> {
  const documents = await db
    .selectFrom('document')
    .innerJoin('message', 'message.id', 'document.message_id')
    .innerJoin('letter', 'letter.message_id', 'message.id')
    .selectAll('document')
    .select('letter.mailbox_id as mailboxId')
    .where('message.message_id', '=', letter.messageId)
    .orderBy('document.position')
    .execute()
  assert.deepEqual(
    documents.map(({ uuid }) => uuid),
    letter.documents.map(({ uuid }) => uuid),
    letter.messageId,
  )
  for (const [index, row] of documents.entries()) {
    const stored = { blobKey: row.blob_key, column: 'wrapped_key', wrapped: row.wrapped_key } as const
    const reference = referenceTo(keyring, row, stored)
    assert.ok(reference !== undefined, `the content of ${letter.messageId} is gone`)
    const read = createHash('sha256')
    for await (const bytes of content.read(reference)) read.update(bytes)
    const expected = letter.documents[index]?.sha256
    assert.equal(bodyOf(keyring, row, row).contentHash, expected)
    assert.equal(read.digest('base64'), expected, `the content of ${letter.messageId} is not what was sent`)
  }
}

/** What must hold of all that is stored, whoever sent it. */
export async function assertSound({ db }: Storage, { dataDirectory }: Installation): Promise<void> {
  const { rows } = await sql<{ fault: string; count: string }>`
    SELECT 'message without letter' AS fault, count(*) FROM message m WHERE NOT EXISTS (SELECT FROM letter l WHERE l.message_id = m.id)
    UNION ALL SELECT 'message without documents', count(*) FROM message m WHERE NOT EXISTS (SELECT FROM document d WHERE d.message_id = m.id AND d.position = 0)
    UNION ALL SELECT 'document whose content is not kept', count(*) FROM document d JOIN blob b ON b.key = d.blob_key WHERE b.state <> 'kept'
    UNION ALL SELECT 'kept content without document', count(*) FROM blob b WHERE b.state = 'kept' AND NOT EXISTS (SELECT FROM document d WHERE b.key IN (d.blob_key, d.view_blob_key))`.execute(
    db,
  )
  assert.deepEqual(
    rows.filter(({ count }) => count !== '0'),
    [],
  )
  const kept = await db.selectFrom('blob').select('key').where('state', '=', 'kept').execute()
  const onDisk = new Set(await blobFiles(dataDirectory))
  assert.deepEqual(
    kept.filter(({ key }) => !onDisk.has(key)),
    [],
    'kept content that is not on disk',
  )
}

/** Names of blobs outside the quarantine, unfinished ones with their `.part`. */
export async function blobFiles(dataDirectory: string): Promise<string[]> {
  const folder = join(dataDirectory, 'blobs')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const outside = entries.filter(({ parentPath }) => /^[0-9a-f]{3}$/.test(relative(folder, parentPath)))
  return outside.filter((entry) => entry.isFile()).map((entry) => entry.name)
}
