import assert from 'node:assert/strict'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { StartError } from '../../src/config/start-error.ts'
import { openStores } from '../../src/operate/index.ts'
import { query, readable, TestInstallation, untilLogged } from './installation.ts'

const refused = (words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StartError, String(error))
  assert.match(error.message, words)
  assert.match(error.message, /nothing was changed/i)
  return true
}

test('a start with an empty database on a full data directory is refused and changes nothing', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, (server) => at.deliver(server, 30))
  const before = await at.snapshot()
  const [empty, migrated] = [await at.emptyDatabase(), (await at.database()).url]
  for (const other of [empty, migrated]) await assert.rejects(at.start(other), refused(/is empty, but .*blobs/s))
  assert.deepEqual(await at.snapshot(), before)
  assert.deepEqual(await query(empty, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`), [])
  await assert.rejects(
    openStores(at.config(empty), () => undefined),
    refused(/is empty, but .*blobs/s),
  )
  assert.equal(await at.during(url, readable), 30)
})

test('a second server on a running one’s data directory is refused, whatever its database', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, async (server) => {
    await at.deliver(server, 5)
    await assert.rejects(at.start(await at.emptyDatabase()), /already uses the data directory/)
    await assert.rejects(at.start(await at.emptyDatabase()), new RegExp(`process ${process.pid} `))
    // Operators' verbs go on working beside it.
    await using stores = await openStores(at.config(url), () => undefined)
    assert.equal((await stores.db.selectFrom('letter').select('id').execute()).length, 5)
    assert.equal(await readable(server), 5)
  })
  assert.equal(await at.during(url, readable), 5, 'the lock is free when the server has stopped')
})

test('a database that knows letters is refused on an empty content store, which is not made', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, (server) => at.deliver(server, 3))
  await rename(at.blobs, `${at.blobs}.unmounted`)
  await assert.rejects(at.start(url), refused(/knows letters, but .*blobs is empty/s))
  await rename(`${at.blobs}.unmounted`, at.blobs)
  assert.equal(await at.during(url, readable), 3)
})

test('a database and a content store of different installations are refused', async (context) => {
  const [one, two] = [await TestInstallation.create(context), await TestInstallation.create(context)]
  const [{ url }, { url: other }] = [await one.database(), await two.database()]
  for (const [at, place] of [
    [one, url],
    [two, other],
  ] as const) {
    await at.during(place, (server) => at.deliver(server, 3))
  }
  const before = await one.snapshot()
  await assert.rejects(one.start(other), refused(/different installations/))
  assert.deepEqual(await one.snapshot(), before)
})

const forget = async (at: TestInstallation, url: string): Promise<void> => {
  await query(url, `DELETE FROM installation WHERE name = 'id'`)
  await rm(join(at.blobs, 'installation'))
}

test('an installation from before there were ids is adopted when both sides agree, and only then', async (context) => {
  const [at, foreign] = [await TestInstallation.create(context), await TestInstallation.create(context)]
  const [{ url }, { url: other }] = [await at.database(), await foreign.database()]
  await at.during(url, (server) => at.deliver(server, 12))
  await foreign.during(other, (server) => foreign.deliver(server, 12))
  await forget(at, url)
  await query(other, `DELETE FROM installation WHERE name = 'id'`)
  const before = await at.snapshot()
  await assert.rejects(at.start(other), refused(/do not know each other/))
  assert.deepEqual(await at.snapshot(), before)
  assert.equal(await at.during(url, readable), 12)
  const [row] = await query(url, `SELECT convert_from(value, 'UTF8') AS id FROM installation WHERE name = 'id'`)
  assert.equal(await readFile(join(at.blobs, 'installation'), 'utf8'), `${String(row?.['id'])}\n`)
})

test('a crash between writing the two ids is completed by the next start', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, async () => undefined)
  await rm(join(at.blobs, 'installation'))
  assert.equal(await at.during(url, readable), 0)
  await at.during(url, (server) => at.deliver(server, 2))
  // The same on the way from a version without ids.
  await rm(join(at.blobs, 'installation'))
  assert.equal(await at.during(url, readable), 2)
})

test('an older database loses nothing: what it does not know comes back with the right one', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, (server) => at.deliver(server, 30))
  const [few, many] = [await at.copyOf(url), await at.copyOf(url)]
  await at.during(url, (server) => at.deliver(server, 8))
  await at.during(few, (server) => untilLogged(server, ({ putAside }) => putAside === 8))
  assert.equal(await at.during(url, readable), 38)
  await at.during(url, (server) => at.deliver(server, 20))
  await at.during(many, (server) =>
    untilLogged(server, ({ level, held, unknown }) => level === 'error' && held === true && unknown === 28),
  )
  assert.equal(await at.during(url, readable), 58)
})

test('a database restored from before there were ids is taken with the content store that has its letters', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, (server) => at.deliver(server, 5))
  const old = await at.copyOf(url)
  await query(old, `DELETE FROM installation WHERE name = 'id'`)
  await at.during(url, (server) => at.deliver(server, 50))
  assert.equal(await at.during(old, readable), 5)
  assert.equal(await at.during(url, readable), 55)
})

test('a lock file that is not ours is reported, and one that a crash left behind does not matter', async (context) => {
  const at = await TestInstallation.create(context)
  const { url } = await at.database()
  await at.during(url, async () => undefined)
  const lock = join(at.dataDirectory, 'server.lock')
  assert.equal((await readFile(lock)).length, 0)
  await writeFile(lock, 'something else, longer than a header of sixteen bytes'.repeat(20))
  await assert.rejects(at.start(url), /cannot be locked/)
  await rm(lock)
  await at.during(url, async () => undefined)
})
