import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { BrevdueClient, type OutgoingMessage } from '@brevdue/client'
import type { AuthenticationLevel } from '../../src/domain/access.ts'
import {
  aPerson,
  aSender,
  startTestServer,
  type TestPerson,
  type TestSender,
  type TestServer,
} from '../../src/testing/index.ts'
import { problem, TestBrowser } from './test-browser.ts'

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000), Buffer.from('\n%%EOF\n')])

describe('from a signed request to the recipient', () => {
  let server: TestServer
  let broker: TestSender
  let sender: TestSender
  let kari: TestPerson
  before(async () => {
    server = await startTestServer()
    sender = await aSender(server, { name: 'Fjellvik kommune' })
    broker = await aSender(server, { name: 'Postbud AS', brokerFor: [sender] })
    kari = await aPerson(server, { name: 'Kari Nordmann' })
  })
  after(() => server[Symbol.asyncDispose]())

  async function send(message: Omit<OutgoingMessage, 'recipient'>) {
    const client = new BrevdueClient({ url: server.url, brokerId: broker.id, key: broker.privateKeyPem, attempts: 1 })
    const recipient = { personalIdentificationNumber: kari.personalIdentificationNumber }
    const delivery = await client.send({ ...message, senderId: sender.id, recipient })
    client.close()
    return delivery
  }

  async function signIn(level: AuthenticationLevel = 'PASSWORD') {
    const browser = new TestBrowser(server)
    await browser.signIn({ personId: kari.recipientId, mailboxId: kari.mailboxId ?? '', name: kari.name }, level)
    return browser
  }

  /** Sends, signs in and finds the newest letter. */
  async function sendAndFind(message: Omit<OutgoingMessage, 'recipient'>) {
    assert.equal((await send(message)).status, 'DELIVERED')
    const browser = await signIn()
    const letterId = (await browser.list()).letters[0]?.id ?? ''
    const found = await browser.letter({ letterId, documentIds: [] })
    return { browser, found, letter: { letterId, documentIds: found.documents.map(({ id }) => id) } }
  }

  test('a PDF with an attachment arrives byte for byte, and tells who sent it', async () => {
    const attachment = Buffer.from('Vilkår, side 1')
    const { browser, found, letter } = await sendAndFind({
      messageId: 'saksnummer 17',
      primaryDocument: { subject: 'Vedtak om barnehageplass', fileType: 'pdf', content: pdf },
      attachments: [{ subject: 'Vilkår', fileType: 'txt', content: attachment }],
    })
    const { sender: from, subject, sentVia, reference, senderOrganisationNumber, attachments } = found
    assert.deepEqual(
      { from, subject, sentVia, reference, senderOrganisationNumber, attachments },
      {
        from: 'Fjellvik kommune',
        subject: 'Vedtak om barnehageplass',
        sentVia: 'Postbud AS',
        reference: 'saksnummer 17',
        senderOrganisationNumber: sender.organisationNumber,
        attachments: 1,
      },
    )
    assert.equal(found.documents[0]?.contentHash, createHash('sha256').update(pdf).digest('base64'))
    assert.deepEqual(Buffer.from(await (await browser.open(letter)).arrayBuffer()), pdf)
    assert.deepEqual(Buffer.from(await (await browser.open(letter, 'view', 1)).arrayBuffer()), attachment)
    assert.equal((await browser.letter(letter)).unread, false)
  })

  test('an HTML letter is shown sanitised and downloaded as sent', async () => {
    const html = '<html><head><title>Brev</title></head><body><p style="color: red">Hei Kari</p></body></html>'
    const { browser, found, letter } = await sendAndFind({
      primaryDocument: { subject: 'Hei', fileType: 'html', content: Buffer.from(html) },
    })
    assert.equal(found.documents[0]?.rendering, 'html')
    const shown = await browser.open(letter)
    assert.match(shown.headers.get('content-security-policy') ?? '', /style-src 'sha256-/)
    const view = await shown.text()
    assert.match(view, /Hei Kari/)
    assert.doesNotMatch(view, / style=/)
    assert.equal(await (await browser.open(letter, 'download')).text(), html)
  })

  test('a sensitive letter that asks for a receipt: hidden, then asked, then open, and the sender’s event is there', async () => {
    const primaryDocument = {
      subject: 'Innkalling',
      fileType: 'pdf',
      content: pdf,
      authenticationLevel: 'TWO_FACTOR',
      sensitivityLevel: 'SENSITIVE',
      openingReceipt: 'Kvittering',
    } as const
    const { browser, found, letter } = await sendAndFind({ primaryDocument })
    assert.deepEqual([found.sender, found.subject, found.lock], [null, null, { level: 'TWO_FACTOR', hidden: true }])
    await browser.get(`/auth/step-up?letter=${letter.letterId}`)
    await browser.post('/api/step-up', { accept: true, level: 'TWO_FACTOR' })
    assert.equal((await browser.letter(letter)).subject, 'Innkalling')
    await problem(await browser.askLink(letter, 'view'), 409, 'RECEIPT_REQUIRED')
    const receipt = `/api/letters/${letter.letterId}/documents/${letter.documentIds[0]}/receipt`
    assert.equal((await browser.post(receipt)).status, 200)
    assert.deepEqual(Buffer.from(await (await browser.open(letter)).arrayBuffer()), pdf)
    const events = await server.db.selectFrom('event').select(['type', 'broker_id', 'sender_id']).execute()
    assert.deepEqual(events, [{ type: 'OPENED', broker_id: broker.id, sender_id: sender.id }])
  })

  test('a letter for tomorrow is accepted today and not there yet', async () => {
    const deliveryTime = new Date(Date.now() + 24 * 3_600_000)
    const primaryDocument = { subject: 'I morgen', fileType: 'pdf', content: pdf }
    const before = await (await signIn()).list()
    assert.equal((await send({ deliveryTime, primaryDocument })).channel, 'DIGIPOST')
    const visible = await server.db
      .selectFrom('letter')
      .select('visible_at')
      .where('visible_at', '=', deliveryTime)
      .execute()
    assert.equal(visible.length, 1)
    assert.deepEqual(await (await signIn()).list(), before)
  })

  test('an invoice shows amount and due date in the list', async () => {
    const dataType = {
      name: 'invoice',
      value: { dueDate: '2027-01-15T00:00:00+01:00', sum: '1249', creditorAccount: '12345678903', kid: '1234' },
    } as const
    const { browser, letter } = await sendAndFind({
      primaryDocument: { subject: 'Faktura', fileType: 'pdf', content: pdf, dataType },
    })
    const row = (await browser.list()).letters.find(({ id }) => id === letter.letterId)
    assert.deepEqual(
      [row?.kind, row?.action, row?.amount, row?.dueAt],
      ['invoice', 'pay', '1249.00', '2027-01-14T23:00:00.000Z'],
    )
  })
})
