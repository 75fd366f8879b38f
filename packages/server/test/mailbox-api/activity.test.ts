import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ActivityPage } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const ofLetter = async (browser: TestBrowser, { letterId }: TestLetter) =>
  json<ActivityPage>(await browser.get(`/api/letters/${letterId}/activity`), 200)
const ofMailbox = async (browser: TestBrowser, query = '') =>
  json<ActivityPage>(await browser.get(`/api/activity${query}`), 200)
const actsOf = ({ entries }: ActivityPage) => entries.map(({ act }) => act)

describe('the activity', () => {
  let at: TestMailbox
  let person: TestPerson
  before(async () => {
    at = await startMailbox()
    person = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  test('tells all that was done with a letter, the latest first, and when it came', async () => {
    const received = at.clock.now
    const letter = await addLetter(at, person, { receipt: '', attachments: [{}] })
    const [first, second] = letter.documentIds
    at.clock.advance(1000)
    const browser = await signedIn(at, person)
    const post = async (path: string, body: unknown) => json(await browser.post(path, body), 200)
    const mine = `/api/letters/${letter.letterId}`
    await post(`${mine}/documents/${first}/receipt`, {})
    await (await browser.open(letter)).arrayBuffer()
    await (await browser.open(letter, 'download', 1)).arrayBuffer()
    await (await browser.open(letter, 'print')).arrayBuffer()
    await post(`${mine}/read`, { read: true }) // it is read already
    await post(`${mine}/read`, { read: false })
    await post('/api/letters/read', { letterIds: [letter.letterId], read: true })
    for (const to of ['archive', 'archive', 'bin', 'inbox']) {
      await post('/api/letters/move', { moves: [{ letterId: letter.letterId, to }] })
    }
    const page = await ofLetter(browser, letter)
    assert.deepEqual(
      page.entries.map(({ act, documentId }) => [act, documentId]),
      [
        ['MOVED_TO_INBOX', null],
        ['BINNED', null],
        ['ARCHIVED', null],
        ['MARKED_READ', null],
        ['MARKED_UNREAD', null],
        ['PRINTED', first],
        ['DOWNLOADED', second],
        ['OPENED', first],
        ['RECEIPT_SENT', first],
        ['RECEIVED', null],
      ],
    )
    assert.equal(page.nextCursor, null)
    assert.ok(page.entries.every(({ letterId }) => letterId === letter.letterId))
    const [last, came] = [page.entries[0], page.entries.at(-1)]
    assert.deepEqual([last?.at, last?.level], [at.clock.now.toISOString(), 'PASSWORD'])
    assert.deepEqual([came?.at, came?.level], [received.toISOString(), null])
    assert.equal(new Set(page.entries.map(({ id }) => id)).size, page.entries.length)
  })

  test('tells of the mailbox page by page, sign-ins and deletions too', async () => {
    const owner = await addPerson(at)
    const [letter, gone] = [await addLetter(at, owner), await addLetter(at, owner)]
    const browser = await signedIn(at, owner)
    const post = async (path: string, body: unknown) => json(await browser.post(path, body), 200)
    await post('/api/letters/move', { moves: [{ letterId: gone.letterId, to: 'bin' }] })
    await post('/api/letters/delete', { letterIds: [gone.letterId] })
    for (let n = 0; n < 60; n += 1) await post(`/api/letters/${letter.letterId}/read`, { read: n % 2 === 0 })
    const first = await ofMailbox(browser)
    const second = await ofMailbox(browser, `?cursor=${first.nextCursor}`)
    assert.deepEqual([first.entries.length, second.entries.length, second.nextCursor], [50, 13, null])
    assert.deepEqual(actsOf(second).slice(-3), ['DELETED', 'BINNED', 'SIGNED_IN'])
    assert.equal(second.entries.at(-3)?.letterId, gone.letterId)
    assert.deepEqual(actsOf(await ofMailbox(browser, '?about=sign-in')), ['SIGNED_IN'], 'however much was done since')
    const deleted = await ofMailbox(browser, '?about=deleted')
    assert.deepEqual(
      deleted.entries.map(({ act, letterId }) => [act, letterId]),
      [['DELETED', gone.letterId]],
    )
    await problem(await browser.get('/api/activity?about=letters'), 400, 'INVALID_REQUEST')
    const ids = [...first.entries, ...second.entries].map(({ id }) => id)
    assert.equal(new Set(ids).size, 63)
    for (const cursor of ['x', '', '-1', "1' or true --", '1'.repeat(19)]) {
      const { detail } = await problem(
        await browser.get(`/api/activity?cursor=${encodeURIComponent(cursor)}`),
        400,
        'INVALID_REQUEST',
      )
      assert.match(String(detail), /cursor/)
    }
  })

  test('is nobody else’s', async () => {
    const letter = await addLetter(at, person)
    const other = await signedIn(at, await addPerson(at, 'Ola Hansen'))
    await problem(await other.get(`/api/letters/${letter.letterId}/activity`), 404, 'NOT_FOUND')
    assert.deepEqual(actsOf(await ofMailbox(other)), ['SIGNED_IN'])
    const tomorrow = await addLetter(at, person, { visibleAt: new Date(at.clock.now.getTime() + 60_000) })
    await problem(
      await (await signedIn(at, person)).get(`/api/letters/${tomorrow.letterId}/activity`),
      404,
      'NOT_FOUND',
    )
  })

  test('of a hidden letter tells no more than its row', async () => {
    const owner = await addPerson(at)
    const secret = { sensitivity: 'SENSITIVE', level: 'IDPORTEN_4' } as const
    const hidden = await addLetter(at, owner, { ...secret, receipt: '', attachments: [{}] })
    const half = await addLetter(at, owner, { attachments: [{ ...secret }] })
    const strong = await signedIn(at, owner, 'IDPORTEN_4')
    const act = async (letter: TestLetter, document: number) =>
      (await strong.open(letter, 'download', document)).arrayBuffer()
    await json(await strong.post(`/api/letters/${hidden.letterId}/documents/${hidden.documentIds[0]}/receipt`), 200)
    await act(hidden, 0)
    await act(hidden, 1)
    await act(half, 0)
    await act(half, 1)
    await json(await strong.post('/api/letters/move', { moves: [{ letterId: hidden.letterId, to: 'archive' }] }), 200)
    assert.deepEqual(actsOf(await ofLetter(strong, hidden)), [
      'ARCHIVED',
      'DOWNLOADED',
      'DOWNLOADED',
      'RECEIPT_SENT',
      'RECEIVED',
    ])
    const weak = await signedIn(at, owner)
    assert.deepEqual(actsOf(await ofLetter(weak, hidden)), ['ARCHIVED', 'RECEIVED'])
    assert.deepEqual(actsOf(await ofLetter(weak, half)), ['DOWNLOADED', 'RECEIVED'])
    const said = JSON.stringify([await ofMailbox(weak), await ofLetter(weak, hidden), await ofLetter(weak, half)])
    for (const documentId of [...hidden.documentIds, half.documentIds[1] ?? '']) assert.ok(!said.includes(documentId))
    // A deleted one keeps its secrets.
    await strong.post('/api/letters/move', { moves: [{ letterId: hidden.letterId, to: 'bin' }] })
    await json(await strong.post('/api/letters/delete', { letterIds: [hidden.letterId] }), 200)
    const after = (await ofMailbox(weak)).entries.filter(({ letterId }) => letterId === hidden.letterId)
    assert.deepEqual(
      after.map(({ act: done }) => done),
      ['DELETED', 'BINNED', 'ARCHIVED'],
    )
  })

  test('of one letter at most 200 entries, the beginning always among them', async () => {
    const letter = await addLetter(at, person)
    const browser = await signedIn(at, person)
    const rows = Array.from({ length: 300 }, () => ({
      mailbox_id: person.mailboxId,
      letter_id: letter.letterId,
      act: 'OPENED',
      level: 'PASSWORD',
    }))
    await at.db.insertInto('activity').values(rows).execute()
    const { entries } = await ofLetter(browser, letter)
    assert.deepEqual([entries.length, entries.at(-1)?.act], [200, 'RECEIVED'])
  })
})
