import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { kari, type LetterSpec, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson, grant } from './register.ts'
import { call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const byText = (a = '', b = '') => a.localeCompare(b)

describe('what was sent before', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    await addPerson(at, { number: kari })
  })
  after(() => at[Symbol.asyncDispose]())

  const send = async (spec: LetterSpec, caller = as) => {
    const response = await call(at, { ...sendingOf(spec), as: caller })
    return response.element('error-code') ?? response.element('status')
  }
  const count = async (table: string) => {
    const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM ${sql.table(table)}`.execute(at.deps.db)
    return Number(rows[0]?.n)
  }

  it('is not delivered again', async () => {
    const spec = { messageId: 'once', uuid: randomUUID() }
    assert.equal(await send(spec), 'DELIVERED')
    assert.equal(await send(spec), 'DUPLICATE_MESSAGE')
    assert.equal(await send({ messageId: 'once' }), 'DUPLICATE_MESSAGE')
    assert.equal(await send({ messageId: 'twice', uuid: spec.uuid }), 'DUPLICATE_DOCUMENT_ID')
    assert.equal(await send({ uuid: spec.uuid }), 'DUPLICATE_DOCUMENT_ID')
    const attachments = [{ uuid: spec.uuid, content: 'x' }]
    assert.equal(await send({ attachments }), 'DUPLICATE_DOCUMENT_ID')
  })

  it('is named as such even when today it would be refused for another reason', async () => {
    const spec = { messageId: 'later refused', uuid: randomUUID() }
    assert.equal(await send(spec), 'DELIVERED')
    assert.equal(await send({ ...spec, recipient: '' }), 'DUPLICATE_MESSAGE')
    assert.equal(await send({ uuid: spec.uuid, content: '' }), 'DUPLICATE_DOCUMENT_ID')
  })

  it('is told apart by sender and broker', async () => {
    const sender = await addAccount(at)
    await grant(at, as, sender)
    const spec = { messageId: 'shared', uuid: randomUUID() }
    assert.equal(await send(spec), 'DELIVERED')
    assert.equal(await send({ ...spec, senderId: sender }), 'DELIVERED')
    assert.equal(await send({ ...spec, uuid: randomUUID() }, sender), 'DELIVERED')
    assert.equal(await send({ ...spec, messageId: 'other' }, sender), 'DUPLICATE_DOCUMENT_ID')
  })

  it('is delivered once, however many attempts run at the same time', async () => {
    for (const spec of [{ messageId: 'race' }, { messageId: 'race 2', uuid: randomUUID() }, { uuid: randomUUID() }]) {
      const before = await count('letter')
      const sending = sendingOf(spec)
      const answers = await Promise.all(Array.from({ length: 20 }, () => call(at, { ...sending, as })))
      const results = answers.map((each) => each.element('error-code') ?? each.element('status')).sort(byText)
      const refusal = 'messageId' in spec ? 'DUPLICATE_MESSAGE' : 'DUPLICATE_DOCUMENT_ID'
      assert.deepEqual(results, ['DELIVERED', ...Array.from({ length: 19 }, () => refusal)])
      assert.equal(await count('letter'), before + 1)
    }
    const { rows } = await sql`SELECT key FROM blob WHERE state = 'staged'`.execute(at.deps.db)
    assert.deepEqual(rows, [])
    assert.equal((await at.blobsOnDisk()).length, await count('document'))
  })

  it('does not lock up when messages share documents in different orders', async () => {
    const [one, two] = [randomUUID(), randomUUID()]
    const attempts = Array.from({ length: 20 }, (_, index) =>
      send(
        index % 2 === 0
          ? { uuid: one, attachments: [{ uuid: two, content: 'x' }] }
          : { uuid: two, attachments: [{ uuid: one, content: 'x' }] },
      ),
    )
    const results = (await Promise.all(attempts)).sort(byText)
    assert.deepEqual(results, ['DELIVERED', ...Array.from({ length: 19 }, () => 'DUPLICATE_DOCUMENT_ID')])
  })
})
