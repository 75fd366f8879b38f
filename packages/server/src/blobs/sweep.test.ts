import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Database } from '../store/database.ts'
import { testDatabase } from '../testing/test-database.ts'
import type { BlobStore } from './blob-store.ts'
import { type ContentStore, createContentStore, type StagedContent } from './content-store.ts'
import { diskBlobStore } from './disk.ts'
import type { Sweep, SweepOptions } from './sweep.ts'

const day = 86_400_000
const quarantineDays = 5

class Stores {
  readonly db: Database
  readonly blobs: BlobStore
  readonly content: ContentStore
  restored: string[] = []

  constructor(db: Database, blobs: BlobStore) {
    this.db = db
    this.blobs = blobs
    const report = {
      contentLost: () => undefined,
      contentRestored: ({ blobKey }: { blobKey: string }) => void this.restored.push(blobKey),
    }
    this.content = createContentStore({ db, blobs, report })
  }

  /** @param after days from now; what is stored now is then long abandoned */
  sweep(after: number, options: Partial<SweepOptions> = {}): Promise<Sweep> {
    const now = new Date(Date.now() + after * day)
    return this.content.sweep({ now, quarantineDays, ...options })
  }

  async kept(count: number): Promise<StagedContent[]> {
    const staged = await this.staged(count)
    const keys = staged.map(({ blobKey }) => blobKey)
    await this.db.updateTable('blob').set({ state: 'kept' }).where('key', 'in', keys).execute()
    return staged
  }

  staged(count: number): Promise<StagedContent[]> {
    return Promise.all(Array.from({ length: count }, () => this.content.stage(stream(randomBytes(10)))))
  }

  /** Removes the rows, as an older database would not have them. */
  async forget(contents: readonly StagedContent[]): Promise<() => Promise<void>> {
    const keys = contents.map(({ blobKey }) => blobKey)
    const rows = await this.db.deleteFrom('blob').where('key', 'in', keys).returningAll().execute()
    return async () => void (await this.db.insertInto('blob').values(rows).execute())
  }

  async readable(contents: readonly StagedContent[]): Promise<boolean> {
    for (const content of contents) await Array.fromAsync(this.content.read(content))
    return true
  }

  stored(): Promise<string[]> {
    return Array.fromAsync(this.blobs.list())
  }
}

async function open(context: TestContext): Promise<Stores> {
  const root = await mkdtemp(join(tmpdir(), 'brevdue-sweep-'))
  const database = await testDatabase()
  context.after(async () => {
    await database[Symbol.asyncDispose]()
    await rm(root, { recursive: true })
  })
  return new Stores(database.db, diskBlobStore(root))
}

async function* stream(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

test('unknown and abandoned blobs are put aside and kept blobs are left; young ones are left too', async (context) => {
  const at = await open(context)
  const kept = await at.kept(2)
  const [staged] = await at.staged(1)
  const unknown = at.blobs.newKey()
  await at.blobs.write(unknown, stream(randomBytes(10)))

  const young = await at.sweep(0)
  assert.deepEqual([young.unknown, young.abandoned, young.putAside], [0, 0, 0])
  const swept = await at.sweep(2)
  assert.deepEqual([swept.unknown, swept.abandoned, swept.putAside, swept.removed], [1, 1, 2, 0])
  assert.deepEqual([swept.blobs, swept.keptRows, swept.missing, swept.quarantined], [4, 2, 0, 2])
  assert.deepEqual(new Set(await at.stored()), new Set(kept.map(({ blobKey }) => blobKey)))
  assert.deepEqual(
    new Set(await Array.fromAsync(at.blobs.listQuarantined())),
    new Set([unknown, staged?.blobKey ?? '']),
  )
})

test('a dry sweep counts the same and moves nothing', async (context) => {
  const at = await open(context)
  await at.kept(2)
  await at.staged(1)
  const [unknown] = await at.kept(1)
  await at.forget(unknown === undefined ? [] : [unknown])
  const before = await at.stored()
  const looked = await at.sweep(2, { dry: true })
  assert.deepEqual([looked.unknown, looked.abandoned, looked.putAside, looked.quarantined], [1, 1, 0, 0])
  assert.deepEqual(await at.stored(), before)
})

test('more than a small share at once is left alone, every time, until an operator confirms it', async (context) => {
  const at = await open(context)
  const known = await at.kept(30)
  const lost = await at.kept(11)
  const remember = await at.forget(lost)
  for (const days of [2, 40, 400]) {
    const swept = await at.sweep(days)
    assert.deepEqual([swept.held, swept.unknown, swept.putAside, swept.removed], [true, 11, 0, 0])
  }
  const confirmed = await at.sweep(2, { confirmed: true })
  assert.deepEqual([confirmed.held, confirmed.putAside, confirmed.removed, confirmed.quarantined], [false, 11, 0, 11])
  assert.equal((await at.stored()).length, 30)
  await remember()
  const back = await at.sweep(3)
  assert.deepEqual([back.restored, back.quarantined, back.missing], [11, 0, 0])
  assert.ok(await at.readable([...known, ...lost]))
})

test('abandoned content counts towards the share: an older database may call kept content staged', async (context) => {
  const at = await open(context)
  await at.staged(11)
  const swept = await at.sweep(2)
  assert.deepEqual([swept.held, swept.abandoned, swept.putAside], [true, 11, 0])
  assert.equal((await at.db.selectFrom('blob').select('key').execute()).length, 11)
})

test('a quarantined blob is removed after its days of sweeps, not after one sweep that is late', async (context) => {
  const at = await open(context)
  await at.kept(1)
  await at.forget(await at.kept(1))
  assert.equal((await at.sweep(2)).quarantined, 1)
  // The clock, or the service, was away for a year: that is one more day of the database's word.
  assert.equal((await at.sweep(365)).removed, 0)
  for (const days of [366, 367, 368]) {
    assert.equal((await at.sweep(days)).removed, 0)
    assert.equal((await at.sweep(days + 0.2)).removed, 0, 'the same day counts once')
  }
  assert.equal((await at.sweep(369)).removed, 1)
  assert.deepEqual(await Array.fromAsync(at.blobs.listQuarantined()), [])
  assert.deepEqual(await at.db.selectFrom('unknown_blob').selectAll().execute(), [])
})

test('while a sweep is held no day is counted and nothing is removed from the quarantine', async (context) => {
  const at = await open(context)
  await at.kept(5)
  await at.forget(await at.kept(1))
  for (let days = 2; days < 2 + quarantineDays; days += 1) assert.equal((await at.sweep(days)).removed, 0)
  await at.forget(await at.kept(20))
  for (let days = 20; days < 30; days += 1) assert.equal((await at.sweep(days)).removed, 0)
  assert.equal((await Array.fromAsync(at.blobs.listQuarantined())).length, 1)
})

test('a quarantined blob that a letter needs is read as if it had never been away', async (context) => {
  const at = await open(context)
  const [content] = await at.kept(1)
  assert.ok(content)
  await at.blobs.quarantine(content.blobKey)
  assert.ok(await at.readable([content]))
  assert.deepEqual(at.restored, [content.blobKey])
  assert.deepEqual(await at.stored(), [content.blobKey])
})

test('kept rows without bytes are counted, and in a dry sweep those in the quarantine are not', async (context) => {
  const at = await open(context)
  const [gone, aside] = await at.kept(3)
  assert.ok(gone && aside)
  await at.blobs.remove(gone.blobKey)
  await at.blobs.quarantine(aside.blobKey)
  const looked = await at.sweep(0, { dry: true })
  assert.deepEqual([looked.missing, looked.restored, looked.quarantined], [1, 1, 1])
  const swept = await at.sweep(0)
  assert.deepEqual([swept.missing, swept.restored, swept.quarantined], [1, 1, 0])
})

test('a sweep with the database of another installation is refused', async (context) => {
  const at = await open(context)
  await at.kept(1)
  await at.forget(await at.kept(3))
  await at.blobs.claim('another installation')
  await assert.rejects(at.sweep(2), /different installations/)
  assert.equal((await at.stored()).length, 4)
})
