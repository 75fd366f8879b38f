import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { kari, type LetterSpec, letter, multipart, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call, type RequestSpec, sha256 } from './signed-client.ts'
import { startService, type TestService } from './test-service.ts'

const uuid = () => randomUUID()

describe('POST /messages', () => {
  let at: TestService
  let as: string
  let mailboxId: string
  before(async () => {
    at = await startService()
    as = await addAccount(at)
    mailboxId = await addPerson(at, { number: kari, digipostAddress: 'kari.nordmann#1234' })
  })
  after(() => at[Symbol.asyncDispose]())

  async function delivers(spec: LetterSpec & RequestSpec = {}) {
    const sending = { ...sendingOf(spec), as, ...(spec.accept === undefined ? {} : { accept: spec.accept }) }
    const response = await call(at, sending)
    assert.equal(response.status, 200, response.text)
    const [letterRow] = await sql<Record<string, unknown>>`
      SELECT l.*, m.message_id AS reference, m.invoice_reference, m.broker_id, m.sender_id, d.* FROM letter l
      JOIN message m ON m.id = l.message_id JOIN document d ON d.message_id = m.id AND d.position = 0
      WHERE d.uuid = ${sending.uuid}`
      .execute(at.deps.db)
      .then(({ rows }) => rows)
    assert.ok(letterRow)
    return { response, row: letterRow }
  }

  it('delivers a letter, and says so', async () => {
    const content = 'Hei, Kari'
    const inside = '<authentication-level>TWO_FACTOR</authentication-level>'
    const { response, row } = await delivers({ messageId: 'first', content, inside })
    assert.equal(response.headers['content-type'], 'application/vnd.digipost-v8+xml')
    assert.equal(response.element('message-id'), 'first')
    assert.equal(response.element('delivery-method'), 'DIGIPOST')
    assert.equal(response.element('status'), 'DELIVERED')
    assert.equal(response.element('sender-id'), as)
    assert.equal(response.element('content-hash'), sha256(content))
    assert.match(response.text, /<content-hash hash-algorithm="SHA256">/)
    assert.equal(response.element('authentication-level'), 'TWO_FACTOR')
    assert.equal(response.element('sensitivity-level'), 'NORMAL')
    assert.match(response.element('delivery-time') ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00$/)
    assert.equal(row['mailbox_id'], mailboxId)
    assert.equal(row['subject'], 'Hello')
    assert.equal(row['read_at'], null)
    const stored = await buffer(
      at.deps.content.read({ blobKey: String(row['blob_key']), wrappedKey: row['wrapped_key'] as Buffer }),
    )
    assert.equal(stored.toString(), content)
    const { rows } = await sql`SELECT FROM blob WHERE key = ${row['blob_key']} AND state = 'kept'`.execute(at.deps.db)
    assert.equal(rows.length, 1)
  })

  it('takes the parts in any order, and file names in any case', async () => {
    const attached = uuid()
    const { parts } = letter({ content: 'before its message', attachments: [{ uuid: attached, content: 'more' }] })
    const shouted = parts
      .reverse()
      .map((part) => (part.name === attached ? { ...part, name: attached.toUpperCase() } : part))
    const response = await call(at, { method: 'POST', path: '/messages', ...multipart(shouted), as })
    assert.equal(response.status, 200, response.text)
    assert.deepEqual(
      [...response.text.matchAll(/<content-hash[^>]*>([^<]*)</g)].map((match) => match[1]),
      [sha256('before its message'), sha256('more')],
    )
  })

  it('takes every multipart subtype that clients use, and chunked bodies', async () => {
    for (const subtype of ['vnd.digipost-v8+xml', 'mixed', 'form-data', 'VND.Digipost-v8+XML']) {
      const sending = sendingOf()
      const contentType = sending.contentType.replace('vnd.digipost-v8+xml', subtype)
      const response = await call(at, { ...sending, as, contentType })
      assert.equal(response.status, 200, response.text)
    }
    const chunked = { 'Content-Length': null, 'Transfer-Encoding': 'chunked' }
    assert.equal((await call(at, { ...sendingOf(), as, headers: chunked })).status, 200)
  })

  it('takes messages of v7 and v6, and answers in the version asked for', async () => {
    for (const version of ['v7', 'v6']) {
      const namespace = `http://api.digipost.no/schema/${version}`
      const { parts } = letter({ namespace })
      const { body, contentType } = multipart(parts)
      const type = contentType.replace('v8', version)
      const spec = { method: 'POST', path: '/messages', body, contentType: type, as }
      const response = await call(at, { ...spec, accept: `application/vnd.digipost-${version}+xml` })
      assert.equal(response.status, 200, response.text)
      assert.ok(response.text.includes(`xmlns="${namespace}"`))
    }
    const v6 = letter({ namespace: 'http://api.digipost.no/schema/v6' })
    const mixed = multipart(v6.parts)
    const anything = await call(at, {
      ...{ method: 'POST', path: '/messages', as, body: mixed.body, accept: '*/*' },
      contentType: mixed.contentType.replace('vnd.digipost-v8+xml', 'mixed'),
    })
    assert.equal(anything.status, 200, anything.text)
    assert.match(anything.text, /schema\/v6/)
  })

  it('refuses a message whose namespace is not that of its content type', async () => {
    const sending = sendingOf({ namespace: 'http://api.digipost.no/schema/v7' })
    const response = await call(at, { ...sending, as })
    assert.deepEqual([response.status, response.element('error-code')], [400, 'PROBLEM_WITH_REQUEST'])
  })

  it('turns the invoice of v7 into the data type', async () => {
    const namespace = 'http://api.digipost.no/schema/v7'
    const { uuid: id, parts } = letter({
      namespace,
      documentAttributes: ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="invoice"',
      inside: '<kid>704279604</kid><amount>42.50</amount><account>82760100435</account><due-date>2026-12-24</due-date>',
    })
    const { body, contentType } = multipart(parts)
    const response = await call(at, {
      ...{ method: 'POST', path: '/messages', body, contentType: contentType.replace('v8', 'v7'), as },
      accept: 'application/vnd.digipost-v7+xml',
    })
    assert.equal(response.status, 200, response.text)
    assert.match(response.text, /xsi:type="invoice"/)
    const { rows } = await sql<Record<string, unknown>>`SELECT l.kind, l.action, l.amount, l.due_at, d.data_type_name
      FROM letter l JOIN document d USING (message_id) WHERE d.uuid = ${id}`.execute(at.deps.db)
    assert.deepEqual(rows, [
      {
        kind: 'invoice',
        action: 'pay',
        amount: '42.50',
        due_at: new Date('2026-12-23T23:00:00Z'),
        data_type_name: 'invoice',
      },
    ])
  })

  it('stores data types, and what they ask for', async () => {
    const ns = 'xmlns="http://api.digipost.no/schema/datatypes"'
    for (const [xml, expected] of [
      [
        `<invoice ${ns}><due-date>2026-09-10T00:00:00+02:00</due-date><sum>42.50</sum><creditor-account>82760100435</creditor-account></invoice>`,
        { kind: 'invoice', action: 'pay', amount: '42.50', due_at: new Date('2026-09-09T22:00:00Z') },
      ],
      [
        `<appointment ${ns}><start-time>2026-09-10T10:00:00</start-time></appointment>`,
        { kind: 'appointment', action: 'attend', amount: null, due_at: new Date('2026-09-10T10:00:00Z') },
      ],
      [
        `<share-documents-request ${ns}><max-share-duration-seconds>60</max-share-duration-seconds><purpose>p</purpose></share-documents-request>`,
        { kind: 'share-documents-request', action: 'share', amount: null, due_at: null },
      ],
    ] as const) {
      const { response, row } = await delivers({ inside: `<data-type>${xml}</data-type>` })
      const { kind, action, amount, due_at } = row
      assert.deepEqual({ kind, action, amount, due_at }, expected)
      assert.ok(response.text.includes(`<data-type><${expected.kind} xmlns=`), response.text)
      assert.equal(response.text.includes('add_data'), false)
      assert.match(String(row['data_type_xml']), /datatypes/)
    }
  })

  it('keeps opening receipts, asked for in either way, and letters that are opened already', async () => {
    const byElement = await delivers({ inside: '<opening-receipt>Sett</opening-receipt>' })
    assert.equal(byElement.row['opening_receipt'], 'Sett')
    const dataType =
      '<data-type><opening-receipt xmlns="http://api.digipost.no/schema/datatypes"><group>A</group></opening-receipt></data-type>'
    assert.equal((await delivers({ inside: dataType })).row['opening_receipt'], 'A')
    const { response, row } = await delivers({ inside: '<opened>true</opened>' })
    assert.equal(response.element('opened'), 'true')
    assert.ok(row['read_at'] instanceof Date)
    assert.ok(row['opened_at'] instanceof Date)
    assert.equal((await delivers({ inside: '<sms-notification/>' })).response.status, 200)
  })

  it('hides a letter until its time', async () => {
    const time = new Date(Date.now() + 86_400_000)
    const { response, row } = await delivers({ before: `<delivery-time>${time.toISOString()}</delivery-time>` })
    assert.deepEqual(row['visible_at'], time)
    assert.equal(new Date(response.element('delivery-time') ?? '').getTime(), time.getTime())
    assert.equal(
      (await delivers({ before: '<invoice-reference>KST-12</invoice-reference>' })).row['invoice_reference'],
      'KST-12',
    )
  })

  it('keeps 201 attachments in their order', async () => {
    const attachments = Array.from({ length: 201 }, (_, index) => ({ uuid: uuid(), content: `number ${index}` }))
    const { response, row } = await delivers({ attachments })
    assert.equal([...response.text.matchAll(/<attachment>/g)].length, 201)
    const { rows } = await sql<{ uuid: string }>`SELECT uuid FROM document WHERE message_id = ${row['message_id']}
      AND position > 0 ORDER BY position`.execute(at.deps.db)
    assert.deepEqual(
      rows.map((each) => each.uuid),
      attachments.map((each) => each.uuid),
    )
  })

  it('judges content by its bytes, and keeps a safe view of HTML', async () => {
    const html = '<!DOCTYPE html><html><head><title>t</title></head><body><p>Hei</p></body></html>'
    const { row } = await delivers({ fileType: 'html', content: html })
    assert.equal(row['content_type'], 'text/html')
    assert.notEqual(row['view_blob_key'], null)
    const { rows } = await sql`SELECT FROM blob WHERE key = ${row['view_blob_key']} AND state = 'kept'`.execute(
      at.deps.db,
    )
    assert.equal(rows.length, 1)
    const text = await delivers({ fileType: 'TXT ', content: 'æ'.repeat(50_000) })
    assert.equal(text.row['file_type'], 'txt')
    assert.equal(text.row['content_type'], 'text/plain')
    const long = Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from([0xff])])
    const response = await call(at, { ...sendingOf({ content: long }), as })
    assert.equal(response.element('error-code'), 'BAD_CONTENT')
  })
})
