import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import type { BlobStore } from './blob-store.ts'
import { type ContentStore, createContentStore } from './content-store.ts'
import { diskBlobStore } from './disk.ts'

let root: string
let database: TestDatabase
let blobs: BlobStore
let content: ContentStore

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'brevdue-content-'))
  database = await testDatabase()
  blobs = diskBlobStore(root)
  content = createContentStore({ db: database.db, blobs })
})

after(async () => {
  await database[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

async function* stream(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

const states = async (keys: string[]): Promise<string[]> =>
  (await database.db.selectFrom('blob').select('state').where('key', 'in', keys).execute()).map((row) => row.state)

const stored = (): Promise<string[]> => Array.fromAsync(blobs.list())

test('a document is staged, measured and read again, and lies encrypted', async () => {
  const bytes = randomBytes(300_000)
  const staged = await content.stage(stream(bytes.subarray(0, 70_000), bytes.subarray(70_000)))
  assert.equal(staged.size, bytes.length)
  assert.equal(staged.sha256, createHash('sha256').update(bytes).digest('base64'))
  assert.deepEqual(Buffer.concat(await Array.fromAsync(content.read(staged))), bytes)
  assert.deepEqual(await states([staged.blobKey]), ['staged'])
  const raw = Buffer.concat(await Array.fromAsync(blobs.read(staged.blobKey)))
  assert.equal(raw.indexOf(bytes.subarray(1000, 1032)), -1)
})

test('one document’s key does not open another’s content', async () => {
  const [one, two] = await Promise.all(['a', 'b'].map((text) => content.stage(stream(Buffer.from(text)))))
  assert.ok(one && two)
  const read = Array.fromAsync(content.read({ ...one, dataKey: two.dataKey }))
  await assert.rejects(read, { name: 'LostContentError', reason: 'damaged' })
})

test('a source that breaks off leaves neither row nor blob', async () => {
  const before = await stored()
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield randomBytes(10)
    throw new Error('the sender went away')
  }
  await assert.rejects(content.stage(broken()), /the sender went away/)
  assert.deepEqual(await stored(), before)
  const { count } = await database.db
    .selectFrom('blob')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  assert.equal(Number(count), before.length)
})

test('discarding takes staged content and never kept content', async () => {
  const [staged, kept] = await Promise.all([1, 2].map(() => content.stage(stream(randomBytes(10)))))
  assert.ok(staged && kept)
  await database.db.updateTable('blob').set({ state: 'kept' }).where('key', '=', kept.blobKey).execute()
  await content.discard([staged, kept])
  assert.deepEqual(await states([staged.blobKey, kept.blobKey]), ['kept'])
  const keys = await stored()
  assert.ok(keys.includes(kept.blobKey) && !keys.includes(staged.blobKey))
})
