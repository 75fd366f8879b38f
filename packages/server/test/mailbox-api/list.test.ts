import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { LetterRow } from '../../src/http/mailbox-api/contract.ts'
import { newId } from '../../src/store/ids.ts'
import { addLetter, addPerson } from './letter-builder.ts'
import { json, problem, signedIn } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const second = 1000

describe('the list', () => {
  let at: TestMailbox
  before(async () => {
    at = await startMailbox()
  })
  after(() => at[Symbol.asyncDispose]())

  test('newest first, fifty a page, each letter once though many share a moment', async () => {
    const person = await addPerson(at)
    const sent: string[] = []
    for (let n = 0; n < 120; n += 1) {
      const visibleAt = new Date(at.clock.now.getTime() - Math.floor(n / 7) * second)
      sent.push((await addLetter(at, person, { visibleAt, content: 'x' })).letterId)
    }
    const browser = await signedIn(at, person)
    const pages: LetterRow[][] = []
    let cursor: string | null = null
    do {
      const page = await browser.list(cursor === null ? '' : `?cursor=${cursor}`)
      pages.push(page.letters)
      assert.equal(page.unread, 120)
      cursor = page.nextCursor
    } while (cursor !== null)
    assert.deepEqual(
      pages.map((page) => page.length),
      [50, 50, 20],
    )
    const seen = pages.flat()
    assert.deepEqual(new Set(seen.map(({ id }) => id)), new Set(sent))
    // By their characters' numbers, as the database sorts: in a Norwegian locale “aa” comes after “z”.
    const place = ({ receivedAt, id }: LetterRow) => `${receivedAt} ${id}`
    const sorted = seen.toSorted((a, b) => (place(a) < place(b) ? 1 : -1))
    assert.deepEqual(seen, sorted)
  })

  test('microseconds between letters do not lose one at the page’s edge', async () => {
    const person = await addPerson(at)
    for (let n = 0; n < 60; n += 1) await addLetter(at, person, { content: 'x' })
    await sql`
      update letter l set visible_at = ${at.clock.now}::timestamptz - make_interval(secs => 1) + r.n * interval '1 microsecond'
      from (select id, row_number() over (order by id) n from letter where mailbox_id = ${person.mailboxId}) r
      where r.id = l.id`.execute(at.db)
    const browser = await signedIn(at, person)
    const first = await browser.list()
    const second = await browser.list(`?cursor=${first.nextCursor}`)
    assert.equal(new Set([...first.letters, ...second.letters].map(({ id }) => id)).size, 60)
    assert.equal(second.nextCursor, null)
  })

  test('a letter of tomorrow is nowhere today', async () => {
    const person = await addPerson(at)
    const visibleAt = new Date(at.clock.now.getTime() + 60 * second)
    const letter = await addLetter(at, person, { visibleAt, receipt: '' })
    const browser = await signedIn(at, person)
    const path = `/api/letters/${letter.letterId}`
    const document = `${path}/documents/${letter.documentIds[0]}`
    assert.deepEqual((await browser.list()).letters, [])
    assert.equal((await browser.list()).unread, 0)
    await problem(await browser.get(path), 404, 'NOT_FOUND')
    await problem(await browser.askLink(letter, 'view'), 404, 'NOT_FOUND')
    await problem(await browser.post(`${document}/receipt`), 404, 'NOT_FOUND')
    await problem(await browser.post(`${path}/read`, { read: true }), 404, 'NOT_FOUND')
    at.clock.advance(60 * second)
    assert.deepEqual(
      (await browser.list()).letters.map(({ id }) => id),
      [letter.letterId],
    )
  })

  test('unread ones only, and how many', async () => {
    const person = await addPerson(at)
    const [read, unread] = [await addLetter(at, person), await addLetter(at, person)]
    const browser = await signedIn(at, person)
    const mark = (value: boolean) => browser.post(`/api/letters/${read.letterId}/read`, { read: value })
    assert.deepEqual(await json(await mark(true), 200), { read: true })
    const page = await browser.list('?unread=1')
    assert.deepEqual([page.letters.map(({ id }) => id), page.unread], [[unread.letterId], 1])
    assert.equal((await browser.list('?unread=0')).letters.length, 2)
    await mark(false)
    assert.equal((await browser.list()).unread, 2)
  })

  test('a row tells what the sender told', async () => {
    const person = await addPerson(at)
    const letter = await addLetter(at, person, {
      sender: 'Tindra Telekom',
      broker: 'Postbud AS',
      reference: 'ref-1',
      subject: 'Faktura',
      kind: 'invoice',
      action: 'pay',
      amount: '1249',
      dueAt: new Date('2026-12-05T00:00:00Z'),
      attachments: [{ subject: 'Vilkår' }, { subject: null, technical: 'json', fileType: 'xml' }],
    })
    const browser = await signedIn(at, person)
    const row: LetterRow = {
      id: letter.letterId,
      sender: 'Tindra Telekom',
      subject: 'Faktura',
      unread: true,
      lock: null,
      attachments: 1,
      kind: 'invoice',
      action: 'pay',
      amount: '1249.00',
      asksReceipt: false,
      checking: false,
      receivedAt: at.clock.now.toISOString(),
      dueAt: '2026-12-05T00:00:00.000Z',
    }
    assert.deepEqual((await browser.list()).letters, [row])
    const { documents, ...details } = await browser.letter(letter)
    assert.deepEqual(
      { ...details, senderOrganisationNumber: '…' },
      {
        ...row,
        place: 'inbox',
        senderKind: 'PUBLIC_BODY',
        senderOrganisationNumber: '…',
        sentVia: 'Postbud AS',
        reference: 'ref-1',
      },
    )
    assert.deepEqual(
      documents.map(({ id, subject, technical }) => [id, subject, technical]),
      [
        [letter.documentIds[0], 'Faktura', false],
        [letter.documentIds[1], 'Vilkår', false],
        [letter.documentIds[2], null, true],
      ],
    )
  })

  test('an unchanged list is answered 304, a changed one is not', async () => {
    const person = await addPerson(at)
    await addLetter(at, person)
    const browser = await signedIn(at, person)
    const tag = (await browser.get('/api/letters')).headers.get('etag') ?? ''
    const same = await browser.get('/api/letters', { 'if-none-match': tag })
    assert.deepEqual([same.status, await same.text(), same.headers.get('etag')], [304, '', tag])
    await addLetter(at, person)
    assert.equal((await browser.get('/api/letters', { 'if-none-match': tag })).status, 200)
  })

  test('queries that make no sense are refused', async () => {
    const browser = await signedIn(at, await addPerson(at))
    for (const query of [
      '?cursor=x',
      '?cursor=',
      '?unread=2',
      '?place=gone',
      '?place=',
      `?cursor=${'A'.repeat(300)}`,
    ]) {
      await problem(await browser.get(`/api/letters${query}`), 400, 'INVALID_REQUEST')
    }
    const impossible = Buffer.from(`2026-13-41T00:00:00.000000Z~${newId(at.clock.now)}`).toString('base64url')
    await problem(await browser.get(`/api/letters?cursor=${impossible}`), 400, 'INVALID_REQUEST')
    for (const id of ['x', '%00', "'", '018f0000-0000-7000-8000-000000000000']) {
      await problem(await browser.get(`/api/letters/${id}`), 404, 'NOT_FOUND')
    }
  })
})
