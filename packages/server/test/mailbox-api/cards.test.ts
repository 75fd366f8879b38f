import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ActivityPage, DataCard } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type LetterSpec, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const typed = (xml: string) => xml.replace(/^<([\w-]+)/, '<$1 xmlns="http://api.digipost.no/schema/datatypes"')
const invoice = typed(
  '<invoice><due-date>2026-12-05T00:00:00+01:00</due-date><sum>1249</sum>' +
    '<creditor-account>12345678903</creditor-account><kid>00123456782</kid></invoice>',
)

describe('cards in the answer for a letter', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const add = (spec: LetterSpec): Promise<TestLetter> => addLetter(at, kari, spec)
  const cardOf = async (browser: TestBrowser, letter: TestLetter, document = 0): Promise<DataCard | null> =>
    (await browser.letter(letter)).documents[document]?.card ?? null

  test('an invoice comes whole, and what is wrong in one is left out', async () => {
    const browser = await signedIn(at, kari)
    assert.deepEqual(await cardOf(browser, await add({ dataTypeXml: invoice })), {
      type: 'payment',
      name: 'invoice',
      language: null,
      asks: 'pay',
      amount: '1249.00',
      dueAt: '2026-12-04T23:00:00.000Z',
      account: '12345678903',
      kid: '00123456782',
      link: null,
    })
    const wrong = await cardOf(browser, await add({ dataTypeXml: invoice.replace('12345678903', '12345678904') }))
    assert.equal(wrong?.type === 'payment' && wrong.account, null)
  })

  test('no card before the level is reached, nor before the receipt is sent', async () => {
    const weak = await signedIn(at, kari)
    const strong = await signedIn(at, kari, 'TWO_FACTOR')
    const locked = await add({ dataTypeXml: invoice, level: 'TWO_FACTOR' })
    assert.equal(await cardOf(weak, locked), null)
    assert.notEqual(await cardOf(strong, locked), null)
    const asking = await add({ dataTypeXml: invoice, receipt: '', attachments: [{ dataTypeXml: invoice }] })
    assert.equal(await cardOf(weak, asking), null)
    assert.equal(await cardOf(weak, asking, 1), null)
    await weak.post(`/api/letters/${asking.letterId}/documents/${asking.documentIds[0]}/receipt`)
    assert.notEqual(await cardOf(weak, asking), null)
    assert.notEqual(await cardOf(weak, asking, 1), null)
  })

  test('a request to share says when it would end, counted from now', async () => {
    const xml = typed(
      '<share-documents-request><max-share-duration-seconds>86400</max-share-duration-seconds>' +
        '<purpose>Søknad om lån</purpose></share-documents-request>',
    )
    const card = await cardOf(await signedIn(at, kari), await add({ dataTypeXml: xml }))
    assert.equal(card?.type, 'share-request')
    assert.equal(card.endsAt, new Date(at.clock.now.getTime() + 86_400_000).toISOString())
  })

  test('what cannot be read gives no card; the letter opens, and the log says so without a word of it', async () => {
    const browser = await signedIn(at, kari)
    const letter = await add({ dataTypeXml: typed('<unheard-of><planted-word/></unheard-of>') })
    assert.equal(await cardOf(browser, letter), null)
    assert.equal((await browser.open(letter)).status, 200)
    const line = at.logged.find((logged) => logged.includes('data type of a document cannot be read'))
    assert.ok(line?.includes(letter.documentIds[0] ?? 'no id'))
    assert.ok(!at.logged.some((logged) => /planted-word|unheard-of/.test(logged)))
  })
})

describe('the calendar file', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const path = ({ letterId, documentIds }: TestLetter, query = '') =>
    `/api/letters/${letterId}/documents/${documentIds[0]}/calendar${query}`
  const add = (spec: LetterSpec) => addLetter(at, kari, { sender: 'Tindra', subject: 'Faktura', ...spec })

  test('is saved under the document’s name, kept by no cache, and quiet unless asked to tell', async () => {
    const browser = await signedIn(at, kari)
    const letter = await add({ dataTypeXml: invoice })
    const quiet = await browser.get(path(letter), { 'accept-language': 'nn' })
    assert.equal(quiet.status, 200)
    assert.equal(quiet.headers.get('content-type'), 'text/calendar; charset=utf-8')
    assert.equal(quiet.headers.get('cache-control'), 'no-store')
    assert.match(
      quiet.headers.get('content-disposition') ?? '',
      /^attachment; filename="2026-11-23 Tindra - Faktura\.ics"/,
    )
    const text = await quiet.text()
    assert.match(text, /DTSTART;VALUE=DATE:20261205/)
    assert.doesNotMatch(text, /Tindra|Faktura/)
    assert.match(text, /Frå eit brev/)
    assert.match(await (await browser.get(path(letter, '?private=1'))).text(), /SUMMARY:Forfall: Faktura/)
    assert.equal((await browser.letter(letter)).unread, true, 'it opens nothing')
    const { entries } = await json<ActivityPage>(await browser.get(`/api/letters/${letter.letterId}/activity`), 200)
    const acts = entries.map(({ act, documentId }) => [act, documentId])
    const fetched = ['CALENDAR_FETCHED', letter.documentIds[0]]
    assert.deepEqual(acts, [fetched, fetched, ['RECEIVED', null]])
  })

  test('stands behind the same barriers as the content', async () => {
    const weak = await signedIn(at, kari)
    const locked = await add({ dataTypeXml: invoice, level: 'TWO_FACTOR', sensitivity: 'SENSITIVE' })
    await problem(await weak.get(path(locked)), 403, 'STEP_UP_REQUIRED')
    const strong = await signedIn(at, kari, 'TWO_FACTOR')
    const named = (await strong.get(path(locked))).headers.get('content-disposition') ?? ''
    assert.match(named, /filename="2026-11-23 brev\.ics"/)
    await problem(await weak.get(path(await add({ dataTypeXml: invoice, receipt: '' }))), 409, 'RECEIPT_REQUIRED')
    const other = await signedIn(at, await addPerson(at, 'Ola Hansen'))
    await problem(await other.get(path(await add({ dataTypeXml: invoice }))), 404, 'NOT_FOUND')
    await problem(await new TestBrowser(at).get(path(locked)), 401, 'SIGNED_OUT')
  })

  test('is none where nothing has a time', async () => {
    const browser = await signedIn(at, kari)
    await problem(await browser.get(path(await add({}))), 404, 'NOT_FOUND')
    await problem(await browser.get(path(await add({ dataTypeXml: typed('<payslip/>') }))), 404, 'NOT_FOUND')
    await problem(await browser.get(path(await add({ dataTypeXml: invoice }), '?private=yes')), 400, 'INVALID_REQUEST')
  })
})
