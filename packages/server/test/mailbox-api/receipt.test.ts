import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ReceiptSent } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

describe('opening receipts', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const consent = (browser: TestBrowser, letter: TestLetter, document = 0) =>
    browser.post(`/api/letters/${letter.letterId}/documents/${letter.documentIds[document]}/receipt`)
  const events = (letter: TestLetter) =>
    at.db
      .selectFrom('event')
      .select(['type', 'document_id', 'created_at'])
      .where('document_id', 'in', letter.documentIds)
      .execute()

  test('before consent neither the document nor its attachments go out, for any purpose', async () => {
    const letter = await addLetter(at, kari, { receipt: 'Kvittering', attachments: [{}] })
    const browser = await signedIn(at, kari)
    assert.equal((await browser.letter(letter)).asksReceipt, true)
    assert.deepEqual((await browser.letter(letter)).documents[0]?.receipt, { state: 'asked' })
    for (const purpose of ['view', 'download', 'print']) {
      for (const document of [0, 1]) {
        const refused = await problem(await browser.askLink(letter, purpose, document), 409, 'RECEIPT_REQUIRED')
        assert.equal(refused.documentId, letter.documentIds[0])
      }
    }
    assert.deepEqual(await events(letter), [])
    assert.equal((await browser.letter(letter)).unread, true)
  })

  test('consent writes one OPENED event, opens the letter, and says the same when repeated', async () => {
    const letter = await addLetter(at, kari, { receipt: '', attachments: [{}] })
    const browser = await signedIn(at, kari)
    const at1 = at.clock.now.toISOString()
    const answers = await Promise.all(Array.from({ length: 8 }, () => consent(browser, letter)))
    for (const answer of answers) assert.equal((await json<ReceiptSent>(answer, 200)).at, at1)
    at.clock.advance(60_000)
    assert.equal((await json<ReceiptSent>(await consent(browser, letter), 200)).at, at1)
    assert.deepEqual(await events(letter), [
      { type: 'OPENED', document_id: letter.documentIds[0], created_at: new Date(at1) },
    ])
    assert.deepEqual((await browser.letter(letter)).documents[0]?.receipt, { state: 'sent', at: at1 })
    assert.equal((await browser.letter(letter)).asksReceipt, false)
    assert.equal((await browser.open(letter)).status, 200)
    assert.equal((await browser.open(letter, 'download', 1)).status, 200)
    assert.equal((await events(letter)).length, 1)
  })

  test('without a receipt asked for, opening writes no event', async () => {
    const letter = await addLetter(at, kari)
    const browser = await signedIn(at, kari)
    assert.equal((await browser.open(letter)).status, 200)
    assert.deepEqual(await events(letter), [])
    await problem(await consent(browser, letter), 400, 'INVALID_REQUEST')
  })

  test('the stronger sign-in comes first', async () => {
    const letter = await addLetter(at, kari, { receipt: '', level: 'TWO_FACTOR', sensitivity: 'SENSITIVE' })
    const weak = await signedIn(at, kari)
    await problem(await weak.askLink(letter, 'view'), 403, 'STEP_UP_REQUIRED')
    await problem(await consent(weak, letter), 403, 'STEP_UP_REQUIRED')
    const strong = await signedIn(at, kari, 'TWO_FACTOR')
    await problem(await strong.askLink(letter, 'view'), 409, 'RECEIPT_REQUIRED')
    assert.deepEqual(await events(letter), [])
  })

  test('nobody consents for somebody else', async () => {
    const letter = await addLetter(at, kari, { receipt: '' })
    const other = await signedIn(at, await addPerson(at, 'Ola Hansen'))
    await problem(await consent(other, letter), 404, 'NOT_FOUND')
    const own = await addLetter(at, await addPerson(at), { receipt: '' })
    const mixed = { letterId: own.letterId, documentIds: letter.documentIds }
    await problem(await consent(await signedIn(at, kari), mixed), 404, 'NOT_FOUND')
    assert.deepEqual(await events(letter), [])
  })
})
