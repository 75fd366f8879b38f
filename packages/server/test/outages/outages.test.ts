import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { BrevdueClient, DigipostError } from '@brevdue/client'
import { sql } from 'kysely'
import pg from 'pg'
import {
  aPerson,
  aSender,
  startTestServer,
  type TestPerson,
  type TestSender,
  type TestServer,
  testDatabase,
} from '../../src/testing/index.ts'
import { TestBrowser } from '../mailbox-api/test-browser.ts'
import { type DatabaseProxy, databaseProxy } from './database-proxy.ts'

interface Place {
  server: TestServer
  sender: TestSender
  person: TestPerson
  browser: TestBrowser
}

async function placeOn(server: TestServer): Promise<Place> {
  const [sender, person] = [await aSender(server), await aPerson(server)]
  const browser = new TestBrowser(server)
  await browser.signIn({ personId: person.recipientId, mailboxId: person.mailboxId ?? '', name: person.name })
  return { server, sender, person, browser }
}

function send({ server, sender, person }: Place, content: Buffer = Buffer.from('Hei')) {
  const client = new BrevdueClient({ url: server.url, brokerId: sender.id, key: sender.privateKeyPem, attempts: 1 })
  const message = {
    recipient: { personalIdentificationNumber: person.personalIdentificationNumber },
    primaryDocument: { subject: 'Et brev', fileType: 'txt', content },
  }
  return client.send(message).finally(() => client.close())
}

/** The words of the refusal, which must be a 503 in both APIs. */
async function outageWords(place: Place, content?: Buffer): Promise<string> {
  const error = await send(place, content).then(
    () => assert.fail('the letter was taken'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof DigipostError, String(error))
  assert.deepEqual([error.status, error.code], [503, 'API_UNAVAILABLE'], error.message)
  return error.message
}

async function mailboxStatus({ browser }: Place): Promise<[number, unknown, string | null]> {
  const answer = await browser.get('/api/letters')
  return [answer.status, ((await answer.json()) as { code?: unknown }).code, answer.headers.get('retry-after')]
}

describe('while the database is away', () => {
  let proxy: DatabaseProxy
  let database: Awaited<ReturnType<typeof testDatabase>>
  let place: Place
  before(async () => {
    database = await testDatabase()
    proxy = await databaseProxy(database.url)
    place = await placeOn(await startTestServer({ databaseUrl: proxy.url, databaseTimeoutSeconds: 1 }))
  })
  after(async () => {
    proxy.mode = 'pass'
    await place.server[Symbol.asyncDispose]()
    await proxy[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
  })

  test('connections that are reset under a query: 503 for senders and readers, and letters are taken afterwards', async () => {
    proxy.mode = 'reset'
    assert.match(await outageWords(place), /cannot reach its database/)
    assert.deepEqual(await mailboxStatus(place), [503, 'UNAVAILABLE', '5'])
    proxy.mode = 'pass'
    assert.equal((await send(place)).status, 'DELIVERED')
  })

  test('a database that has fallen silent: the query is given up, 503', async () => {
    proxy.mode = 'silent'
    const begun = performance.now()
    const [words, status] = await Promise.all([outageWords(place), mailboxStatus(place)])
    assert.match(words, /did not answer in time|cannot reach its database/)
    assert.equal(status[0], 503)
    assert.ok(performance.now() - begun < 60_000)
    proxy.mode = 'pass'
    assert.equal((await send(place)).status, 'DELIVERED')
  })

  test('a statement that takes too long is ended by the database: 503', async () => {
    await database.db.transaction().execute(async (holding) => {
      await sql`LOCK TABLE letter IN ACCESS EXCLUSIVE MODE`.execute(holding)
      assert.match(await outageWords(place), /did not answer in time/)
    })
    assert.equal((await send(place)).status, 'DELIVERED')
  })

  test('a database that is read-only after a fail-over: 503, and words that say so', async () => {
    const name = new URL(database.url).pathname.slice(1)
    const readOnly = async (on: boolean) => {
      const client = new pg.Client(database.url)
      await client.connect()
      await client.query('SET default_transaction_read_only = off')
      await client.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${on ? 'on' : 'off'}`)
      // Those of the pool, and not the one that holds the server's lock.
      await client.query(`SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
        WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
          AND NOT EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory')`)
      await client.end()
    }
    await readOnly(true)
    try {
      // A terminated connection of the pool may be met first.
      let words = await outageWords(place)
      for (let tries = 0; !/takes no changes/.test(words) && tries < 50; tries += 1) words = await outageWords(place)
      assert.match(words, /takes no changes just now/)
    } finally {
      await readOnly(false)
    }
  })
})

const mountable = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0
const tmpfs = join(tmpdir(), `brevdue-small-disk-${process.pid}`)

async function smallDisk(): Promise<boolean> {
  if (!mountable) return false
  await mkdir(tmpfs)
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', tmpfs]).status === 0
}

const mounted = await smallDisk()
if (!mounted)
  process.stderr.write('\n!!! SKIPPED: no small disk can be mounted here: a full disk is not tested !!!\n\n')

test('a disk that is full: not ready, 503 in true words, nothing half stored, and it goes on when there is room', {
  skip: !mounted,
}, async () => {
  const dataDirectory = await mkdtemp(join(tmpfs, 'data-'))
  try {
    await using server = await startTestServer({ dataDirectory })
    const place = await placeOn(server)
    assert.equal((await send(place)).status, 'DELIVERED')
    assert.equal((await fetch(`${server.url}/health/ready`)).status, 200)
    const filler = join(tmpfs, 'filler')
    await writeFile(filler, Buffer.alloc(30 * 1024 ** 2)).catch(() => undefined)
    const ready = await fetch(`${server.url}/health/ready`)
    assert.equal(ready.status, 503)
    assert.equal(((await ready.json()) as { checks: { space: boolean } }).checks.space, false)
    assert.match(await outageWords(place, Buffer.alloc(1024 ** 2, 'x')), /no room left to store anything/)
    await rm(filler)
    assert.equal((await send(place)).status, 'DELIVERED')
  } finally {
    spawnSync('umount', [tmpfs])
    await rm(tmpfs, { recursive: true, force: true })
  }
})
