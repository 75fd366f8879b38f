import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { sealOlderRows } from '../../src/jobs/seal-older-rows.ts'
import { firstFormOf } from '../../src/keys/first-form.ts'
import { createKeyring, type Keyring } from '../../src/keys/keyring.ts'
import { bodyOf, headingOf, referenceTo } from '../../src/store/document-seal.ts'
import { unsealedParts } from '../../src/store/sealing/marks.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from '../mailbox-api/letter-builder.ts'
import { json, problem, signedIn } from '../mailbox-api/test-browser.ts'
import { startMailbox, type TestMailbox } from '../mailbox-api/test-mailbox.ts'
import { documentsOfBefore, sealFirst } from './first-form.ts'

/** Of `startMailbox`. */
const masterKey = Buffer.alloc(32, 7)
const nothing = () => undefined
const fail = (error: unknown) => assert.fail(String(error))
const quiet = { sealingBegun: nothing, sealingDone: nothing, sealingFailed: fail, notGenuine: fail }

describe('a database of the first version', () => {
  let at: TestMailbox
  let kari: TestPerson
  let letters: TestLetter[]
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
    letters = []
    for (let number = 0; number < 5; number += 1) letters.push(await addLetter(at, kari, spec(number)))
    await documentsOfBefore(at.db, at.keyring, masterKey)
  })
  after(() => at[Symbol.asyncDispose]())

  const spec = (number: number) => ({
    subject: `SUBJECT ${number}`,
    content: `CONTENT ${number}`,
    contentType: 'text/html',
    view: `<p>VIEW ${number}</p>`,
    dataTypeXml:
      '<appointment xmlns="http://api.digipost.no/schema/datatypes"><start-time>2026-12-10T10:00:00+01:00</start-time></appointment>',
    ...{ kind: 'invoice', action: 'pay', amount: `${number + 1}00.00` },
    attachments: [{ subject: `ATTACHMENT ${number}`, content: `MORE ${number}` }],
  })
  const report = () => {
    const faults: unknown[] = []
    const noted: unknown[] = []
    const note = (fact: unknown) => void noted.push(fact)
    return {
      ...{ faults, noted, sealingBegun: note, sealingDone: note, sealingFailed: note },
      notGenuine: (error: unknown) => void faults.push(error),
    }
  }

  async function assertReadable(): Promise<void> {
    const browser = await signedIn(at, kari)
    const page = await browser.list()
    for (const [number, letter] of letters.entries()) {
      const row = page.letters.find(({ id }) => id === letter.letterId)
      assert.deepEqual(
        [row?.subject, row?.kind, row?.action, row?.amount],
        [`SUBJECT ${number}`, 'invoice', 'pay', `${number + 1}00.00`],
      )
      const found = await browser.letter(letter)
      assert.equal(found.documents[1]?.subject, `ATTACHMENT ${number}`)
      assert.equal(found.documents[0]?.contentHash?.length, 44)
      assert.equal(found.documents[0]?.card?.type, 'appointment')
      assert.equal(await (await browser.open(letter, 'download')).text(), `CONTENT ${number}`)
      assert.equal(await (await browser.open(letter)).text(), `<p>VIEW ${number}</p>`)
      assert.equal(await (await browser.open(letter, 'download', 1)).text(), `MORE ${number}`)
    }
  }
  const dump = async () => {
    const { rows } = await sql`SELECT d, l, m FROM document d JOIN message m ON m.id = d.message_id
      JOIN letter l ON l.message_id = m.id`.execute(at.db)
    return JSON.stringify(rows)
  }

  test('is read as it is while it waits, is sealed again, and is read as before', async () => {
    at.keyring.firstForm = firstFormOf(masterKey)
    for (const text of [/SUBJECT 1/, /ATTACHMENT 1/, /100\.00/]) assert.match(await dump(), text)
    await assertReadable()
    const seen = report()
    await sealOlderRows({ db: at.db, keyring: at.keyring, report: seen })
    assert.deepEqual(seen.faults, [])
    assert.equal(at.keyring.firstForm, undefined)
    assert.deepEqual(await unsealedParts(at.db, at.keyring), [])
    await assertReadable()
    assert.doesNotMatch(await dump(), /SUBJECT|ATTACHMENT|appointment|invoice|00\.00|"\w*key":"\\\\x01/)
  })

  test('its form is not accepted any more when all is sealed again', async () => {
    const [letter] = letters
    assert.ok(letter)
    const old = sealFirst(masterKey, 'wrap data keys', Buffer.alloc(32))
    await at.db.updateTable('document').set({ wrapped_key: old }).where('id', 'in', letter.documentIds).execute()
    const browser = await signedIn(at, kari)
    const answer = await problem(await browser.askLink(letter, 'download'), 500, 'NOT_GENUINE')
    assert.ok(
      at.logged.some((line) => line.includes(String(answer.reference)) && line.includes('not accepted any more')),
    )
  })

  test('a mark that was made without the key is none', async () => {
    await sql`UPDATE installation SET value = '\\x01' WHERE name LIKE 'sealed again: %'`.execute(at.db)
    assert.notDeepEqual(await unsealedParts(at.db, at.keyring), [])
  })

  test('a key that does not open stays as it is, is reported, and holds nothing up', async () => {
    const [, broken, whole] = letters
    assert.ok(broken && whole)
    await documentsOfBefore(at.db, at.keyring, masterKey).catch(() => undefined)
    const letter = await addLetter(at, kari, { subject: 'BROKEN KEY' })
    await sql`UPDATE document SET content_hash = 'x', content_hash_encrypted = NULL, subject = 'BROKEN KEY',
      heading_encrypted = NULL, wrapped_key = '\\x01ffff' WHERE id = ${letter.documentIds[0]}`.execute(at.db)
    at.keyring.firstForm = firstFormOf(masterKey)
    const seen = report()
    await sealOlderRows({ db: at.db, keyring: at.keyring, report: seen })
    assert.equal(seen.faults.length >= 1, true)
    assert.equal(at.keyring.firstForm, undefined)
    const browser = await signedIn(at, kari)
    assert.equal((await browser.letter(letter)).subject, 'BROKEN KEY')
    await problem(await browser.askLink(letter, 'view'), 500, 'NOT_GENUINE')
  })
})

test('letters are sent, read and deleted while it goes on, and a row that is locked is passed over', async () => {
  await using at = await startMailbox()
  const kari = await addPerson(at)
  const letters: TestLetter[] = []
  for (let number = 0; number < 3; number += 1) letters.push(await addLetter(at, kari, { subject: `S${number}` }))
  await documentsOfBefore(at.db, at.keyring, masterKey)
  at.keyring.firstForm = firstFormOf(masterKey)
  const [held, deleted] = letters
  assert.ok(held && deleted)
  const browser = await signedIn(at, kari)
  const holding = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const holder = at.db.transaction().execute(async (db) => {
    await sql`SELECT FROM letter WHERE id = ${held.letterId} FOR UPDATE`.execute(db)
    locked.resolve()
    await holding.promise
  })
  await locked.promise
  const sealing = sealOlderRows({ db: at.db, keyring: at.keyring, report: quiet })
  await browser.post('/api/letters/move', { moves: [{ letterId: deleted.letterId, to: 'bin' }] })
  await json(await browser.post('/api/letters/delete', { letterIds: [deleted.letterId] }), 200)
  const fresh = await addLetter(at, kari, { subject: 'FRESH' })
  holding.resolve()
  await holder
  await sealing
  assert.equal(at.keyring.firstForm, undefined)
  const { letters: rows } = await browser.list()
  assert.deepEqual(new Set(rows.map(({ subject }) => subject)), new Set(['FRESH', 'S0', 'S2']))
  assert.equal(await (await browser.open(fresh, 'download')).text(), '%PDF-1.7 letter')
  assert.equal(await (await browser.open(held, 'download')).text(), '%PDF-1.7 letter')
})

test('a server that is killed in the middle, again and again, loses nothing', async () => {
  await using at = await startMailbox()
  const kari = await addPerson(at)
  const template = await addLetter(at, kari, { subject: 'FIRST', content: 'CONTENT' })
  await documentsOfBefore(at.db, at.keyring, masterKey)
  const copies = 2_000
  await sql`WITH t AS (SELECT d.*, m.recipient_id, gen_random_uuid() AS new_id, n
      FROM document d JOIN message m ON m.id = d.message_id, generate_series(1, ${sql.lit(copies)}) n
      WHERE d.id = ${template.documentIds[0]}),
    b AS (INSERT INTO blob (key, state) SELECT new_id::text, 'kept' FROM t),
    m AS (INSERT INTO message (id, broker_id, sender_id, recipient_id, channel, status, delivery_time)
      SELECT new_id, sender_id, sender_id, recipient_id, 'DIGIPOST', 'DELIVERED', now() FROM t),
    d AS (INSERT INTO document (id, message_id, sender_id, uuid, position, subject, file_type, content_type,
        authentication_level, sensitivity_level, content_hash, content_size, blob_key, wrapped_key)
      SELECT new_id, new_id, sender_id, new_id, 0, 'COPY ' || n, 'pdf', 'application/pdf', 'PASSWORD', 'NORMAL',
        content_hash, content_size, new_id::text, wrapped_key FROM t)
    INSERT INTO letter (id, mailbox_id, message_id, visible_at)
    SELECT new_id, ${kari.mailboxId}::uuid, new_id, now() FROM t`.execute(at.db)
  const left = async () => {
    const { rows } = await sql<{
      count: number
    }>`SELECT count(*)::int FROM document WHERE content_hash IS NOT NULL`.execute(at.db)
    return rows[0]?.count ?? 0
  }
  const counts = [await left()]
  for (let rounds = 0; (counts.at(-1) ?? 0) > 0 && rounds < 3; rounds += 1) {
    await untilKilled(at, counts.at(-1) ?? 0, left)
    counts.push(await left())
  }
  assert.ok(counts.length >= 3, `killed before the end: ${counts.join(', ')}`)
  at.keyring.firstForm = firstFormOf(masterKey)
  await sealOlderRows({ db: at.db, keyring: at.keyring, report: quiet })
  await assertAllSealed(at, at.keyring, kari, copies + 1)
})

/** Runs a server until it has sealed something more, and kills it at once. */
async function untilKilled(at: TestMailbox, before: number, left: () => Promise<number>): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts')], {
    stdio: 'ignore',
    env: {
      ...{
        PATH: process.env['PATH'],
        BREVDUE_MODE: 'sandbox',
        PORT: '0',
        BREVDUE_DATA: join(at.config.dataDirectory, 'killed'),
      },
      ...{ DATABASE_URL: at.databaseUrl, BREVDUE_MASTER_KEY: masterKey.toString('base64') },
    },
  })
  const ended = once(child, 'exit')
  const deadline = Date.now() + 60_000
  while ((await left()) === before && child.exitCode === null && Date.now() < deadline) await pause(5)
  await pause(Math.random() * 100)
  child.kill('SIGKILL')
  await ended
}

async function assertAllSealed(at: TestMailbox, keyring: Keyring, kari: TestPerson, count: number): Promise<void> {
  const rows = await at.db.selectFrom('document').selectAll().execute()
  const subjects = rows.map((row) => {
    const sealed = { id: row.id, mailboxId: kari.mailboxId }
    assert.equal(bodyOf(keyring, sealed, row).contentHash.length, 44)
    const stored = { blobKey: row.blob_key, column: 'wrapped_key', wrapped: row.wrapped_key } as const
    assert.equal(referenceTo(keyring, sealed, stored)?.dataKey().symmetricKeySize, 32)
    assert.equal(row.subject, null)
    return headingOf(keyring, sealed, row).subject
  })
  assert.equal(new Set(subjects).size, count)
  assert.deepEqual(await unsealedParts(at.db, createKeyring(masterKey)), [])
}
