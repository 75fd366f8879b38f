import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addAccount } from './register.ts'
import { allHeaders, call, type RequestSpec } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

/** A question about somebody else each time, as one who tries out numbers asks. */
const question = (number: number): RequestSpec => ({
  method: 'POST',
  path: '/identification',
  contentType: 'application/vnd.digipost-v8+xml',
  body: `<?xml version="1.0" encoding="UTF-8"?><identification xmlns="http://api.digipost.no/schema/v8"><digipost-address>nobody.${number}#AAAA</digipost-address></identification>`,
})

describe('the rates of one account', () => {
  let at: TestServer
  before(async () => {
    at = await startServer()
  })
  after(() => at[Symbol.asyncDispose]())

  it('questions about people are limited: 429, signed, with what to do and when', async () => {
    const [asking, other] = [await addAccount(at), await addAccount(at)]
    const answers = []
    for (let batch = 0; batch < 40; batch++) {
      answers.push(
        ...(await Promise.all(
          Array.from({ length: 20 }, (_, each) => call(at, { ...question(batch * 20 + each), as: asking })),
        )),
      )
      if (answers.some(({ status }) => status === 429)) break
    }
    const first = answers[0]
    assert.equal(first?.status, 200, first?.text)
    assert.equal(first?.headers['ratelimit-policy'], '"requests";q=20000;w=10, "identification";q=300;w=10')
    assert.match(String(first?.headers['ratelimit']), /^"requests";r=\d+;t=\d+, "identification";r=\d+;t=\d+$/)
    const over = answers.find(({ status }) => status === 429)
    assert.ok(over, `no answer of ${answers.length} was a refusal`)
    assert.equal(over.element('error-code'), 'API_UNAVAILABLE')
    assert.match(over.text, /"identification";q=300;w=10/)
    assert.match(String(over.headers['ratelimit']), /"identification";r=0;t=\d+/)
    const wait = Number(over.headers['retry-after'])
    assert.ok(wait >= 1 && wait <= 10, String(wait))
    // The others are not slowed down, nor is the letter of the one that asked too much.
    assert.equal((await call(at, { ...question(1), as: other })).status, 200)
    assert.equal((await call(at, { as: asking })).status, 200)
  })

  it('all requests of an account are limited too, by what the operator has set', async () => {
    await using strict = await startServer({ limits: { requestsPerSecond: 1, identificationsPerSecond: 0 } })
    const as = await addAccount(strict)
    const found = []
    for (let number = 0; number < 11; number++) found.push((await call(strict, { ...question(number), as })).status)
    assert.deepEqual(found, [...Array(10).fill(200), 429])
    const limits = (await (await fetch(`${strict.url}/limits`)).json()) as { rates: unknown }
    assert.deepEqual(limits.rates, [{ name: 'requests', requests: 10, windowSeconds: 10 }])
  })

  it('a captured request that is replayed uses up nothing of what its account needs', async () => {
    await using strict = await startServer({ limits: { requestsPerSecond: 1 } })
    const as = await addAccount(strict)
    const headers = allHeaders({ as }) as Record<string, string>
    for (let time = 0; time < 30; time++) assert.equal((await call(strict, { as, headers })).status, 200)
    assert.equal((await call(strict, { ...question(1), as })).status, 200)
  })
})
