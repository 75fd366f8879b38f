import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addAccount } from './register.ts'
import { call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

describe('GET /sender-information', () => {
  let at: TestServer
  let broker: string
  let sender: string
  let stranger: string
  before(async () => {
    at = await startServer()
    broker = await addAccount(at)
    sender = await addAccount(at, { permissions: [] })
    stranger = await addAccount(at)
    await at.deps.db.insertInto('broker_grant').values({ broker_id: broker, sender_id: sender }).execute()
  })
  after(() => at[Symbol.asyncDispose]())
  const ask = (path: string) => call(at, { as: broker, path: `/sender-information${path}` })

  it('tells the features of the broker itself, the limit on size and the file types among them', async () => {
    const answer = await ask(`/${broker}`)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.element('status'), 'VALID_SENDER')
    assert.equal(answer.element('sender-id'), broker)
    const { maxBodyBytes } = at.deps.config.limits
    assert.ok(
      answer.text.includes(`param="${maxBodyBytes}">no.digipost.feature.validation.digipost.file-size<`),
      answer.text,
    )
    assert.match(
      answer.text,
      /param="pdf,html,[a-z,]+">no\.digipost\.feature\.validation\.digipost\.allowed-file-types</,
    )
  })

  it('leaves out HTML for a sender without that permission, found by organisation number too', async () => {
    const { organisation_number: number } = await at.deps.db
      .selectFrom('account')
      .select('organisation_number')
      .where('id', '=', sender)
      .executeTakeFirstOrThrow()
    for (const path of [`/${sender}`, `?org_id=${number}&part_id=`]) {
      const answer = await ask(path)
      assert.equal(answer.element('sender-id'), sender, answer.text)
      assert.match(answer.text, /param="pdf,txt,/)
    }
  })

  it('does not tell apart who is unknown and who has granted nothing', async () => {
    const known = await ask(`/${stranger}`)
    const unknown = await ask('/987654321')
    assert.equal(known.status, 200)
    assert.equal(known.element('status'), 'NO_INFO_AVAILABLE')
    assert.equal(known.text, unknown.text)
  })

  it('says what a question lacks', async () => {
    for (const path of ['', '/abc', '?part_id=1', `?org_id=${'1'.repeat(36)}`]) {
      const answer = await ask(path)
      assert.equal(answer.status, 400, path)
      assert.equal(answer.element('error-code'), 'INVALID_QUERY_PARAMETER')
    }
  })
})

describe('GET /limits', () => {
  it('says what the operator has set', async () => {
    await using at = await startServer()
    const { limits } = at.deps.config
    const told = (await (await fetch(`${at.url}/limits`)).json()) as Record<string, unknown>
    assert.equal(told['maxBodyBytes'], limits.maxBodyBytes)
    assert.equal(told['maxDocuments'], limits.maxDocuments)
    assert.equal(told['requestTimeoutSeconds'], limits.requestTimeoutMs / 1000)
  })
})
