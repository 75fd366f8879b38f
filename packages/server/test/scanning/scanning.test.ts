import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { ActivityPage } from '../../src/http/mailbox-api/contract.ts'
import { startTestServer, type TestServer } from '../../src/testing/index.ts'
import { json, problem, type TestBrowser } from '../mailbox-api/test-browser.ts'
import { aPair, checked, type Pair, reader, scans, send, until } from './scanned-mailbox.ts'
import { marker, noClamd, signature, type TestClamd, testClamd } from './test-clamd.ts'

const text = (content: string | Uint8Array, subject = 'Et brev') => ({
  subject,
  fileType: 'txt',
  content: Buffer.from(content),
})
const infected = `Hei! ${marker}`
const metric = async (server: TestServer, name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(server.metricsUrl ?? '')).text())?.[1])
const activityOf = async (browser: TestBrowser) => json<ActivityPage>(await browser.get('/api/activity'), 200)
const told = (server: TestServer, words: string) => server.logged.filter(({ msg }) => String(msg).startsWith(words))

describe('documents and a malware scanner', { skip: noClamd, timeout: 10 * 60_000 }, () => {
  let running: TestClamd
  let server: TestServer
  let pair: Pair
  let browser: TestBrowser
  before(async () => {
    running = await testClamd()
    await running.start()
    server = await startTestServer({ scanner: running.socketUrl, logLevel: 'debug' })
    pair = await aPair(server)
    browser = await reader(server.url, pair)
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    await running[Symbol.asyncDispose]()
  })

  test('a clean letter opens once it has been looked at', async () => {
    const content = Buffer.from(randomBytes(150_000).toString('hex'))
    await send(server.url, pair, { primaryDocument: text(content), attachments: [text('Vedlegg')] })
    const letter = await checked(browser)
    assert.deepEqual([letter.checking, scans(letter)], [false, ['clean', 'clean']])
    assert.deepEqual(Buffer.from(await (await browser.open(letter, 'download')).arrayBuffer()), content)
  })

  test('what is found is never handed out, and everybody who must know is told', async () => {
    await send(server.url, pair, {
      primaryDocument: text(infected, 'Vinn en båt'),
      attachments: [text('Rent vedlegg')],
    })
    const letter = await checked(browser)
    assert.deepEqual(scans(letter), ['withheld', 'clean'])
    for (const purpose of ['view', 'download', 'print']) {
      await problem(await browser.askLink(letter, purpose), 403, 'WITHHELD')
    }
    assert.equal(await (await browser.open(letter, 'view', 1)).text(), 'Rent vedlegg')
    const { entries } = await json<ActivityPage>(await browser.get(`/api/letters/${letter.id}/activity`), 200)
    assert.deepEqual(
      entries.map(({ act, level, documentId }) => [act, level, documentId]),
      [
        ['OPENED', 'PASSWORD', letter.documentIds[1]],
        ['WITHHELD', null, letter.documentIds[0]],
        ['RECEIVED', null, null],
      ],
    )
    const [line] = await until(
      async () => told(server, 'the scanner did not pass a document: it reports malware'),
      (lines) => lines.length > 0,
    )
    assert.deepEqual([line?.['documentId'], line?.['signature']], [letter.documentIds[0], `${signature}.UNOFFICIAL`])
    assert.doesNotMatch(JSON.stringify(server.logged), /Vinn en båt|harms-nobody/)
    assert.equal(await metric(server, 'brevdue_documents_scanned_total{outcome="malware"}'), 1)
  })

  test('an attachment is withheld alone, and an HTML letter with its view', async () => {
    await send(server.url, pair, { primaryDocument: text('Rent'), attachments: [text(infected)] })
    const letter = await checked(browser)
    assert.deepEqual(scans(letter), ['clean', 'withheld'])
    await problem(await browser.askLink(letter, 'view', 1), 403, 'WITHHELD')
    assert.equal((await browser.open(letter)).status, 200)
    const html = {
      subject: 'Nytt',
      fileType: 'html',
      content: Buffer.from(
        `<!DOCTYPE html><html lang="nb"><head><title>Nytt</title></head><body><p>${infected}</p></body></html>`,
      ),
    }
    await send(server.url, pair, { primaryDocument: html })
    const other = await checked(browser)
    assert.deepEqual(scans(other), ['withheld'])
    for (const purpose of ['view', 'download']) await problem(await browser.askLink(other, purpose), 403, 'WITHHELD')
  })

  test('a link from before a document was withheld opens nothing', async () => {
    await send(server.url, pair, { primaryDocument: text('Rent') })
    const letter = await checked(browser)
    const link = await browser.link(letter)
    await server.db
      .updateTable('document')
      .set({ scan: 'withheld', scan_reason: 'malware' })
      .where('id', '=', letter.documentIds[0] ?? '')
      .execute()
    await problem(await browser.get(link), 403, 'WITHHELD')
  })

  test('a finding in a letter whose time has not come is not told before', async () => {
    const deliveryTime = new Date(Date.now() + 86_400_000)
    await server.db
      .updateTable('account')
      .set({ permissions: ['delivery-time'] })
      .where('id', '=', pair.sender.id)
      .execute()
    await send(server.url, pair, { primaryDocument: text(infected), deliveryTime })
    const withheld = async () => (await activityOf(browser)).entries.filter(({ act }) => act === 'WITHHELD').length
    const before = await withheld()
    await until(
      () => server.db.selectFrom('activity').select('id').where('act', '=', 'WITHHELD').execute(),
      (rows) => rows.length > before,
    )
    assert.equal(await withheld(), before)
    await server.db.updateTable('letter').set({ visible_at: new Date() }).where('visible_at', '>', new Date()).execute()
    assert.equal(await withheld(), before + 1)
  })
})
