import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { delivered, storedRow } from './delivered.ts'
import { kari, letter, multipart, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const uuid = () => randomUUID()

describe('what a message asks for', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    await addPerson(at, { number: kari })
  })
  after(() => at[Symbol.asyncDispose]())

  it('turns the invoice of v7 into the data type', async () => {
    const namespace = 'http://api.digipost.no/schema/v7'
    const { uuid: id, parts } = letter({
      namespace,
      documentAttributes: ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="invoice"',
      inside: '<kid>704279604</kid><amount>42.50</amount><account>82760100435</account><due-date>2026-12-24</due-date>',
    })
    const { body, contentType } = multipart(parts)
    const response = await call(at, {
      method: 'POST',
      path: '/messages',
      body,
      contentType: contentType.replace('v8', 'v7'),
      as,
      accept: 'application/vnd.digipost-v7+xml',
    })
    assert.equal(response.status, 200, response.text)
    assert.match(response.text, /xsi:type="invoice"/)
    const { kind, action, amount, due_at: dueAt } = await storedRow(at, id)
    const due = new Date('2026-12-23T23:00:00Z')
    assert.deepEqual({ kind, action, amount, dueAt }, { kind: 'invoice', action: 'pay', amount: '42.50', dueAt: due })
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
        `<appointment ${ns}><start-time>2026-12-24T10:00+01:00</start-time></appointment>`,
        { kind: 'appointment', action: 'attend', amount: null, due_at: new Date('2026-12-24T09:00:00Z') },
      ],
      [
        `<invoice ${ns}><due-date>2026-12-24T10:00+01:00</due-date><sum>-350.00</sum><creditor-account>82760100435</creditor-account></invoice>`,
        { kind: 'invoice', action: null, amount: null, due_at: null },
      ],
      [
        `<verifiable-credential-notice ${ns}><credential-id>abc</credential-id><valid-from>2026-01-01T00:00:00Z</valid-from><title>Bevis</title></verifiable-credential-notice>`,
        { kind: 'verifiable-credential-notice', action: null, amount: null, due_at: null },
      ],
    ] as const) {
      const { response, row } = await delivered(at, as, { inside: `<data-type>${xml}</data-type>` })
      const { kind, action, amount, due_at } = row
      assert.deepEqual({ kind, action, amount, due_at }, expected)
      assert.ok(response.text.includes(`<data-type><${expected.kind} xmlns=`), response.text)
      const [, rel, uri = ''] =
        /<link rel="([^"]*)" uri="([^"]*)" media-type="[^"]*"\/><data-type>/.exec(response.text) ?? []
      assert.equal(rel, `${at.url}/relations/add_data`)
      const { pathname: path } = new URL(uri)
      const added = await call(at, {
        as,
        method: 'POST',
        path,
        body: '<x/>',
        contentType: 'application/vnd.digipost-v8+xml',
      })
      assert.deepEqual([added.status, added.element('error-code')], [501, 'GENERAL_ERROR'])
      assert.match(String(row['dataTypeXml']), /datatypes/)
    }
  })

  it('keeps opening receipts, asked for in either way, and letters that are opened already', async () => {
    const byElement = await delivered(at, as, { inside: '<opening-receipt>Sett</opening-receipt>' })
    assert.equal(byElement.row['openingReceipt'], 'Sett')
    const dataType =
      '<data-type><opening-receipt xmlns="http://api.digipost.no/schema/datatypes"><group>A</group></opening-receipt></data-type>'
    assert.equal((await delivered(at, as, { inside: dataType })).row['openingReceipt'], 'A')
    const { response, row } = await delivered(at, as, { inside: '<opened>true</opened>' })
    assert.equal(response.element('opened'), 'true')
    assert.ok(row['read_at'] instanceof Date)
    assert.ok(row['opened_at'] instanceof Date)
    assert.equal((await delivered(at, as, { inside: '<sms-notification/>' })).response.status, 200)
  })

  it('hides a letter until its time', async () => {
    const time = new Date(Date.now() + 86_400_000)
    const { response, row } = await delivered(at, as, {
      before: `<delivery-time>${time.toISOString()}</delivery-time>`,
    })
    assert.deepEqual(row['visible_at'], time)
    assert.equal(new Date(response.element('delivery-time') ?? '').getTime(), time.getTime())
    assert.equal(
      (await delivered(at, as, { before: '<invoice-reference>KST-12</invoice-reference>' })).row['invoiceReference'],
      'KST-12',
    )
  })

  it('keeps 201 attachments in their order', async () => {
    const attachments = Array.from({ length: 201 }, (_, index) => ({ uuid: uuid(), content: `number ${index}` }))
    const { response, row } = await delivered(at, as, { attachments })
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
    const { row } = await delivered(at, as, { fileType: 'html', content: html })
    assert.equal(row['content_type'], 'text/html')
    assert.notEqual(row['view_blob_key'], null)
    const { rows } = await sql`SELECT FROM blob WHERE key = ${row['view_blob_key']} AND state = 'kept'`.execute(
      at.deps.db,
    )
    assert.equal(rows.length, 1)
    const text = await delivered(at, as, { fileType: 'TXT ', content: 'æ'.repeat(50_000) })
    assert.equal(text.row['file_type'], 'txt')
    assert.equal(text.row['content_type'], 'text/plain')
    const long = Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from([0xff])])
    const response = await call(at, { ...sendingOf({ content: long }), as })
    assert.equal(response.element('error-code'), 'BAD_CONTENT')
  })
})
