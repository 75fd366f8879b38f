import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { LettersChanged } from '../../src/http/mailbox-api/contract.ts'
import { storedMailbox } from '../../src/store/mailbox.ts'
import { assertNothingLeft, blobsKnown, blobsOnDisk, remainsOf } from './deleted.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const ids = (letters: TestLetter[]) => letters.map(({ letterId }) => letterId)
const bin = (browser: TestBrowser, ...letters: TestLetter[]) =>
  browser.post('/api/letters/move', { moves: letters.map(({ letterId }) => ({ letterId, to: 'bin' })) })
const remove = (browser: TestBrowser, ...letters: TestLetter[]) =>
  browser.post('/api/letters/delete', { letterIds: ids(letters) })
const actsOn = ({ db }: TestMailbox, { letterId }: TestLetter) =>
  db.selectFrom('activity').select('act').where('letter_id', '=', letterId).orderBy('id').execute()

describe('deleting for good', () => {
  let at: TestMailbox
  let person: TestPerson
  let browser: TestBrowser
  before(async () => {
    at = await startMailbox()
    person = await addPerson(at)
    browser = await signedIn(at, person)
  })
  after(() => at[Symbol.asyncDispose]())

  test('keys, subject, claims and bytes are gone, and what the sender knows stays', async () => {
    const kept = await addLetter(at, person, { subject: 'Kept', view: '<p>kept</p>' })
    const letter = await addLetter(at, person, {
      subject: 'SECRET-SUBJECT',
      reference: 'their-reference',
      kind: 'SECRET-KIND',
      action: 'pay',
      amount: '4711.00',
      dueAt: new Date('2026-12-24T00:00:00Z'),
      contentType: 'text/html',
      view: '<p>sanitised</p>',
      attachments: [{ subject: 'SECRET-ATTACHMENT' }],
    })
    const documents = () =>
      at.db
        .selectFrom('document')
        .select(['id', 'uuid', 'sender_id', 'content_hash_encrypted', 'content_size', 'authentication_level'])
        .where('id', 'in', letter.documentIds)
        .orderBy('id')
        .execute()
    const before = await documents()
    await bin(browser, letter)
    assert.match(JSON.stringify(await browser.letter(letter)), /SECRET-SUBJECT.*SECRET-ATTACHMENT/)
    const unused = await browser.link(letter)
    const deleted = await json<LettersChanged>(await remove(browser, letter), 200)
    assert.deepEqual(deleted.letterIds, [letter.letterId])

    const remains = await remainsOf(at, letter)
    assert.doesNotMatch(remains, /SECRET|4711|2026-12-24|"pay"|sanitised/)
    assert.doesNotMatch(remains, /"(view_)?(blob|wrapped)_key":"/)
    assert.doesNotMatch(remains, /"(heading|data_type)_encrypted":"/)
    assert.match(remains, /their-reference/)
    assert.deepEqual(await documents(), before)
    await assertNothingLeft(at)

    await problem(await browser.get(unused), 404, 'NOT_FOUND')
    assert.equal((await browser.send('HEAD', unused)).status, 404)
    await problem(await browser.get(`/api/letters/${letter.letterId}`), 404, 'NOT_FOUND')
    await problem(await browser.get(`/api/letters/${letter.letterId}/activity`), 404, 'NOT_FOUND')
    await problem(await browser.askLink(letter, 'view'), 404, 'NOT_FOUND')
    for (const place of ['inbox', 'archive', 'bin']) {
      const page = await browser.list(`?place=${place}`)
      assert.ok(!page.letters.some(({ id }) => id === letter.letterId))
    }
    assert.equal((await browser.open(kept)).status, 200)
  })

  test('it takes the bin: one letter elsewhere and nothing is deleted', async () => {
    const [binned, inbox, archived] = [
      await addLetter(at, person),
      await addLetter(at, person),
      await addLetter(at, person),
    ]
    await bin(browser, binned)
    await browser.post('/api/letters/move', { moves: [{ letterId: archived.letterId, to: 'archive' }] })
    for (const other of [inbox, archived]) {
      const { detail } = await problem(await remove(browser, binned, other), 409, 'NOT_IN_BIN')
      assert.equal(detail, `Not in the bin: ${other.letterId}`)
    }
    assert.equal((await browser.letter(binned)).place, 'bin')
    assert.equal((await browser.open(binned)).status, 200)
  })

  test('asking twice is asking once, and others’ letters are not even told', async () => {
    const other = await addPerson(at, 'Ola Hansen')
    const theirs = await addLetter(at, other)
    const letter = await addLetter(at, person)
    await bin(await signedIn(at, other), theirs)
    await bin(browser, letter)
    const answers = await Promise.all([1, 2, 3].map(() => remove(browser, letter, theirs)))
    for (const answer of answers) {
      assert.deepEqual(await json(answer, 200), { letterIds: [letter.letterId] })
    }
    const acts = await actsOn(at, letter)
    assert.deepEqual(
      acts.map(({ act }) => act),
      ['BINNED', 'DELETED'],
    )
    const moved = await browser.post('/api/letters/move', { moves: [{ letterId: letter.letterId, to: 'inbox' }] })
    assert.deepEqual(await json(moved, 200), { moved: [] })
    assert.equal(
      (await at.db.selectFrom('letter').select('place').where('id', '=', theirs.letterId).executeTakeFirstOrThrow())
        .place,
      'bin',
    )
  })

  test('restoring and deleting at once: it is one or the other', async () => {
    for (let round = 0; round < 20; round += 1) {
      const letter = await addLetter(at, person, { content: 'x' })
      await bin(browser, letter)
      const [restored, deleted] = await Promise.all([
        browser.post('/api/letters/move', { moves: [{ letterId: letter.letterId, to: 'inbox' }] }),
        remove(browser, letter),
      ])
      const { moved } = await json<{ moved: unknown[] }>(restored, 200)
      if (deleted.status === 200) assert.equal(moved.length, 0)
      else {
        await problem(deleted, 409, 'NOT_IN_BIN')
        assert.equal(moved.length, 1)
        assert.equal((await browser.open(letter)).status, 200)
      }
    }
    await assertNothingLeft(at)
  })

  test('who reads while it is deleted gets all of it or a clear no, never half', async () => {
    const content = `%PDF-1.7 ${'x'.repeat(3_000_000)}`
    for (let round = 0; round < 10; round += 1) {
      const letter = await addLetter(at, person, { content })
      await bin(browser, letter)
      const url = await browser.link(letter)
      const [read, deleted] = await Promise.all([
        browser.get(url).then(async (answer) => ({ status: answer.status, length: (await answer.text()).length })),
        remove(browser, letter),
      ])
      assert.equal(deleted.status, 200)
      if (read.status === 200) assert.equal(read.length, content.length)
      else assert.equal(read.status, 404)
    }
    await assertNothingLeft(at)
  })

  test('a receipt for a letter that is gone is neither sent nor recorded', async () => {
    const letter = await addLetter(at, person, { receipt: '' })
    const scope = scopeOf(at, person)
    const stored = await storedMailbox(scope).findDocument(letter.documentIds[0] ?? '')
    assert.ok(stored !== undefined)
    await bin(browser, letter)
    await remove(browser, letter)
    assert.equal(await storedMailbox(scope).sendReceipt(stored), undefined)
    assert.deepEqual(
      await at.db.selectFrom('event').select('id').where('document_id', '=', stored.document.id).execute(),
      [],
    )
  })

  test('a crash between the deletion and the removal of the bytes leaves none for ever', async () => {
    const letters = [await addLetter(at, person, { view: '<p>view</p>' }), await addLetter(at, person)]
    const kept = await addLetter(at, person)
    await bin(browser, ...letters)
    const scope = scopeOf(at, person)
    // What a crash leaves: the transaction is there, and nothing after it.
    await storedMailbox(scope).deleteLetters(ids(letters))
    const left = await blobsOnDisk(at)
    const { needed } = await blobsKnown(at)
    assert.equal(left.size, needed.size + 3)
    // And another one, in the middle of the removal: the bytes of one are gone, its row is not.
    const [first] = await at.db.selectFrom('blob').select('key').where('state', '=', 'dropped').limit(1).execute()
    await at.blobs.remove(first?.key ?? '')
    assert.equal(await at.content.removeDropped(), 3)
    await assertNothingLeft(at)
    assert.equal((await browser.open(kept)).status, 200)
    assert.equal(await at.content.removeDropped(), 0)
  })
})

function scopeOf({ db, keyring, clock }: TestMailbox, { mailboxId }: TestPerson) {
  return { db, keyring, mailboxId, level: 'PASSWORD', now: clock.now } as const
}
