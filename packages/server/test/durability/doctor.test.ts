import assert from 'node:assert/strict'
import { appendFile, rename, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { diskBlobStore } from '../../src/blobs/disk.ts'
import { adoptContent, doctor, type Finding, sweepContent } from '../../src/operate/index.ts'
import { query, readable, TestInstallation } from './installation.ts'

type Findings = Map<string, Finding>

async function look(at: TestInstallation, url: string, content: boolean): Promise<Findings> {
  const findings = await doctor(at.config(url), () => new Date(), { content })
  return new Map(findings.map((finding) => [finding.name, finding]))
}

async function withLetters(context: Parameters<typeof TestInstallation.create>[0], count: number) {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, (server) => at.deliver(server, count))
  return { at, url, blobs: diskBlobStore(at.blobs) }
}

test('doctor fails when every blob is deleted, and counts them when it compares all', async (context) => {
  const { at, url, blobs } = await withLetters(context, 40)
  for (const content of [false, true]) assert.equal((await look(at, url, content)).get('letters’ content')?.state, 'ok')
  for (const key of await Array.fromAsync(blobs.list())) await blobs.remove(key)
  const sampled = (await look(at, url, false)).get('letters’ content')
  assert.equal(sampled?.state, 'failed')
  assert.match(sampled.finding, /^(\d+) of a sample of \1 /)
  const counted = (await look(at, url, true)).get('letters’ content')
  assert.equal(counted?.state, 'failed')
  assert.deepEqual(counted.counts, { documents: 40, missing: 40, inQuarantine: 0 })
})

test('doctor --content finds one lost blob among many, unknown ones and quarantined ones', async (context) => {
  const { at, url, blobs } = await withLetters(context, 60)
  const [lost = '', aside = '', ...others] = await Array.fromAsync(blobs.list())
  await blobs.remove(lost)
  await blobs.quarantine(aside)
  const unknown = others.slice(0, 11)
  await query(url, 'ALTER TABLE document DROP CONSTRAINT document_blob_key_fkey')
  await query(url, `DELETE FROM blob WHERE key IN (${unknown.map((key) => `'${key}'`).join()})`)
  const before = await at.snapshot()
  const findings = await look(at, url, true)
  assert.deepEqual(findings.get('letters’ content')?.counts, { documents: 49, missing: 1, inQuarantine: 1 })
  assert.deepEqual(findings.get('content of no letter')?.counts, { blobs: 58, unknown: 11, abandoned: 0 })
  assert.equal(findings.get('content of no letter')?.state, 'failed')
  assert.deepEqual(findings.get('quarantine')?.counts, { quarantined: 1, needed: 1 })
  assert.deepEqual(await at.snapshot(), before)

  const input = { now: new Date(), quarantineDays: 30 }
  const stores = await at.during(url, async (server) => {
    const looked = await sweepContent({ db: server.db, blobs }, { ...input, confirm: false })
    assert.deepEqual([looked.held, looked.unknown, looked.putAside], [true, 11, 0])
    return await sweepContent({ db: server.db, blobs }, { ...input, confirm: true })
  })
  assert.deepEqual([stores.held, stores.putAside, stores.removed, stores.missing], [false, 11, 0, 1])
})

test('doctor --content finds content that is cut, emptied or grown', async (context) => {
  const { at, url, blobs } = await withLetters(context, 5)
  assert.equal((await look(at, url, true)).get('content lengths')?.state, 'ok')
  const keys = await Array.fromAsync(blobs.list())
  const pathOf = (key: string) => join(at.config(url).dataDirectory, 'blobs', key.slice(0, 3), key)
  await truncate(pathOf(keys[0] ?? ''), 0)
  await truncate(pathOf(keys[1] ?? ''), 9)
  await appendFile(pathOf(keys[2] ?? ''), 'x')
  const found = (await look(at, url, true)).get('content lengths')
  assert.deepEqual([found?.state, found?.counts], ['failed', { damaged: 3 }])
})

test('doctor fails for a wrong database, and adopt-content --confirm pairs the two', async (context) => {
  const { at, url } = await withLetters(context, 30)
  const foreign = await withLetters(context, 3)
  const wrong = (await look(at, foreign.url, true)).get('installation')
  assert.equal(wrong?.state, 'failed')
  assert.match(wrong.finding, /different installations/)

  const looked = await adoptContent(at.config(foreign.url), false)
  assert.deepEqual(looked, { paired: false, rows: 3, rowsStored: 0, blobs: 30, blobsKnown: 0, adopted: false })
  await assert.rejects(at.start(foreign.url), /different installations/)
  const adopted = await adoptContent(at.config(foreign.url), true)
  assert.equal(adopted.adopted, true)
  await assert.rejects(at.start(foreign.url), /master key/, 'the pair is taken; its keys are another guard')
  // An operator who was wrong has lost nothing.
  await assert.rejects(at.start(url), /different installations/)
  await adoptContent(at.config(url), true)
  assert.equal(await at.during(url, readable), 30)
})

test('adopt-content is refused while a server runs, and changes nothing where the two belong together', async (context) => {
  const { at, url } = await withLetters(context, 2)
  assert.equal((await adoptContent(at.config(url), true)).adopted, false)
  await at.during(url, () => assert.rejects(adoptContent(at.config(url), true), /already uses the data directory/))
})

test('doctor fails for content without the embedded database that was its own', async (context) => {
  const { at } = await withLetters(context, 2)
  const findings = await doctor(at.config(''), () => new Date())
  const database = findings.find(({ name }) => name === 'database')
  assert.equal(database?.state, 'failed')
  assert.match(database.finding, /DATABASE_URL/)
  await rename(at.blobs, join(at.dataDirectory, 'elsewhere'))
  const none = await doctor(at.config(''), () => new Date())
  assert.equal(none.find(({ name }) => name === 'database')?.state, 'warning')
  await rm(join(at.dataDirectory, 'elsewhere'), { recursive: true })
})
