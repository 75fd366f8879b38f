import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestLetter } from './letter-builder.ts'
import type { TestMailbox } from './test-mailbox.ts'

/** The names of all blobs that lie on disk. */
export async function blobsOnDisk({ config }: Pick<TestMailbox, 'config'>): Promise<Set<string>> {
  const found = await readdir(join(config.dataDirectory, 'blobs'), { recursive: true, withFileTypes: true })
  return new Set(found.filter((entry) => entry.isFile()).map(({ name }) => name))
}

/** Every key to a blob that a document has, and every row of a blob. */
export async function blobsKnown({ db }: Pick<TestMailbox, 'db'>): Promise<{ needed: Set<string>; rows: Set<string> }> {
  const documents = await db.selectFrom('document').select(['blob_key', 'view_blob_key']).execute()
  const rows = await db.selectFrom('blob').select('key').execute()
  const needed = documents.flatMap(({ blob_key, view_blob_key }) => [blob_key, view_blob_key])
  return { needed: new Set(needed.filter((key) => key !== null)), rows: new Set(rows.map(({ key }) => key)) }
}

/** What is on disk is what is needed, and the database knows no more either. */
export async function assertNothingLeft(at: Pick<TestMailbox, 'db' | 'config'>): Promise<void> {
  const { needed, rows } = await blobsKnown(at)
  assert.deepEqual(await blobsOnDisk(at), needed)
  assert.deepEqual(rows, needed)
}

/** Every row that is still about this letter, as text: what cannot be found in it is gone. */
export async function remainsOf({ db }: Pick<TestMailbox, 'db'>, { letterId }: TestLetter): Promise<string> {
  const { rows } = await sql<{ row: unknown }>`
    with l as (select * from letter where id = ${letterId}),
      m as (select * from message where id = (select message_id from l)),
      d as (select * from document where message_id = (select id from m))
    select to_jsonb(l) as row from l union all select to_jsonb(m) from m union all select to_jsonb(d) from d
    union all select to_jsonb(c) from content_link c where document_id in (select id from d)`.execute(db)
  return JSON.stringify(rows)
}
