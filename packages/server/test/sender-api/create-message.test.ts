import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { kari, letter, multipart, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call, sha256 } from './signed-client.ts'
import { startService, type TestService } from './test-service.ts'

describe('POST /messages', () => {
  let at: TestService
  let as: string
  before(async () => {
    at = await startService()
    as = await addAccount(at)
    await addPerson(at, { number: kari, digipostAddress: 'kari.nordmann#1234' })
  })
  after(() => at[Symbol.asyncDispose]())

  it('delivers a letter, and says so', async () => {
    const sending = sendingOf({
      messageId: 'first',
      content: 'Hei, Kari',
      inside: '<authentication-level>TWO_FACTOR</authentication-level>',
    })
    const response = await call(at, { ...sending, as })
    assert.equal(response.status, 200, response.text)
    assert.equal(response.headers['content-type'], 'application/vnd.digipost-v8+xml')
    assert.equal(response.element('message-id'), 'first')
    assert.equal(response.element('delivery-method'), 'DIGIPOST')
    assert.equal(response.element('status'), 'DELIVERED')
    assert.equal(response.element('sender-id'), as)
    assert.equal(response.element('content-hash'), sha256('Hei, Kari'))
    assert.equal(response.element('authentication-level'), 'TWO_FACTOR')
    assert.equal(response.element('sensitivity-level'), 'NORMAL')
    assert.match(response.element('delivery-time') ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00$/)

    const { rows } = await sql<{ blob_key: string; wrapped_key: Buffer; subject: string; state: string }>`
      SELECT d.blob_key, d.wrapped_key, d.subject, b.state FROM document d JOIN blob b ON b.key = d.blob_key
      JOIN letter l ON l.message_id = d.message_id WHERE d.uuid = ${sending.uuid}`.execute(at.deps.db)
    assert.equal(rows.length, 1)
    const [row] = rows
    assert.ok(row)
    assert.equal(row.state, 'kept')
    assert.equal(row.subject, 'Hello')
    const stored = await buffer(at.deps.content.read({ blobKey: row.blob_key, wrappedKey: row.wrapped_key }))
    assert.equal(stored.toString(), 'Hei, Kari')
  })

  it('takes the parts in any order', async () => {
    const { parts } = letter({ content: 'before its message' })
    const response = await call(at, { method: 'POST', path: '/messages', ...multipart(parts.reverse()), as })
    assert.equal(response.status, 200, response.text)
  })
})
