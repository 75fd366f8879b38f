import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { delivered } from './delivered.ts'
import { kari, letter, multipart, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call, sha256 } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const uuid = () => randomUUID()

describe('POST /messages', () => {
  let at: TestServer
  let as: string
  let mailboxId: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    mailboxId = await addPerson(at, { number: kari, digipostAddress: 'kari.nordmann#1234' })
  })
  after(() => at[Symbol.asyncDispose]())

  it('delivers a letter, and says so', async () => {
    const content = 'Hei, Kari'
    const inside = '<authentication-level>TWO_FACTOR</authentication-level>'
    const { response, row, read } = await delivered(at, as, { messageId: 'first', content, inside })
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
    assert.equal((await buffer(read())).toString(), content)
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
      method: 'POST',
      path: '/messages',
      as,
      body: mixed.body,
      accept: '*/*',
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
})
