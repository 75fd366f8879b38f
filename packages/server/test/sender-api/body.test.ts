import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import http from 'node:http'
import { after, afterEach, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { kari, letter, multipart, sendingOf } from './multipart-body.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, assertSigned, call, signedHeaders } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const limit = 300_000
const large = () => letter({ content: 'x'.repeat(200_000) }).parts

describe('the body of a request', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer({
      limits: { maxBodyBytes: limit },
    })
    as = await addAccount(at)
    await addPerson(at, { number: kari })
  })
  after(() => at[Symbol.asyncDispose]())
  afterEach(async () => {
    // Only kept content is left, whatever happened to the request.
    const { rows } = await sql`SELECT key FROM blob WHERE state = 'staged'`.execute(at.deps.db)
    assert.deepEqual(rows, [])
    const kept = await sql<{ key: string }>`SELECT key FROM blob ORDER BY key`.execute(at.deps.db)
    assert.deepEqual(
      (await at.blobsOnDisk()).sort(),
      kept.rows.map(({ key }) => key),
    )
  })

  const code = (response: { element(name: string): string | undefined }) => response.element('error-code')

  it('must be what was signed', async () => {
    const sending = sendingOf()
    const other = Buffer.from(sending.body.toString().replace('Hello', 'Hallo'))
    const response = await call(at, { ...sending, as, headers: signedHeaders({ ...sending, as }), body: other })
    assert.equal(code(response), 'INVALID_SHA256')
    const md5 = createHash('md5').update(other).digest('base64')
    assert.equal(code(await call(at, { ...sending, as, headers: md5Headers(sending.body, md5, as) })), 'INVALID_MD5')
    const right = createHash('md5').update(sending.body).digest('base64')
    const accepted = await call(at, { ...sending, as, headers: md5Headers(sending.body, right, as) })
    assert.equal(accepted.element('status'), 'DELIVERED', accepted.text)
  })

  it('of nothing is no message', async () => {
    const type = multipart([]).contentType
    const empty = await call(at, { method: 'POST', path: '/messages', as, body: '', contentType: type })
    assert.equal(code(empty), 'PROBLEM_WITH_REQUEST')
    const none = await call(at, { method: 'POST', path: '/messages', as, contentType: type })
    assert.equal(code(none), 'PROBLEM_WITH_REQUEST')
  })

  it('is refused at once when it says that it is too large, unread', async () => {
    using connection = new RawConnection(at)
    const spec = { method: 'POST', path: '/messages', as, body: 'stands for more' }
    connection.writeHead('POST /messages HTTP/1.1', {
      ...allHeaders({
        ...spec,
        contentType: multipart([]).contentType,
      }),
      Host: 'x',
      'Content-Length': String(limit + 1),
    })
    const response = await connection.response()
    assertSigned(at, response, '/messages')
    assert.deepEqual([response.status, code(response)], [413, 'REQUEST_TOO_LARGE'])
    assert.equal(response.headers.connection, 'close')
  })

  it('is refused when it becomes too large', async () => {
    const { body, contentType } = multipart(letter({ content: 'x'.repeat(limit) }).parts)
    const headers = { 'Content-Length': null, 'Transfer-Encoding': 'chunked' }
    const response = await call(at, { method: 'POST', path: '/messages', as, body, contentType, headers })
    assert.deepEqual([response.status, code(response)], [413, 'REQUEST_TOO_LARGE'])
    const whole = { method: 'POST', path: '/messages', as, body, contentType }
    assert.equal(code(await call(at, whole)), 'REQUEST_TOO_LARGE')
  })

  it('is asked for after authentication, when the client waits for that', async () => {
    const { body, contentType } = multipart(large())
    const spec = { method: 'POST', path: '/messages', as, body, contentType }
    using connection = new RawConnection(at)
    connection.writeHead('POST /messages HTTP/1.1', { ...allHeaders(spec), Host: 'x', Expect: '100-continue' })
    assert.equal((await connection.response()).status, 100)
    connection.write(body)
    const delivered = await connection.response()
    assert.equal(delivered.element('status'), 'DELIVERED', delivered.text)
    // The same connection takes the next request.
    connection.writeHead('GET / HTTP/1.1', { ...allHeaders({ as }), Host: 'x' })
    assert.equal((await connection.response()).status, 200)

    using refused = new RawConnection(at)
    refused.writeHead('POST /messages HTTP/1.1', {
      ...allHeaders({ ...spec, as: '5' }),
      Host: 'x',
      Expect: '100-continue',
    })
    const answer = await refused.response()
    assertSigned(at, answer, '/messages')
    assert.equal(code(answer), 'UNKNOWN_USER_ID')

    using nonsense = new RawConnection(at)
    nonsense.writeHead('POST /messages HTTP/1.1', { ...allHeaders(spec), Host: 'x', Expect: 'miracles' })
    const unmet = await nonsense.response()
    assertSigned(at, unmet, '/messages')
    assert.equal(unmet.status, 417)
  })

  it('that is refused small leaves the connection usable', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    const sending = sendingOf()
    const refused = await call(at, { ...sending, as: '5', agent })
    assert.equal(code(refused), 'UNKNOWN_USER_ID')
    assert.notEqual(refused.headers.connection, 'close')
    assert.equal((await call(at, { ...sending, as, agent })).element('status'), 'DELIVERED')
    assert.equal((await call(at, { as, path: '/nowhere', agent })).status, 404)
    assert.equal((await call(at, { as, agent })).status, 200)
    agent.destroy()
  })

  it('that breaks off is answered if anybody listens, and leaves nothing', async () => {
    const { body, contentType } = multipart(large())
    const headers = allHeaders({ method: 'POST', path: '/messages', as, body, contentType })
    using half = new RawConnection(at)
    half.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x' })
    half.write(body.subarray(0, 150_000))
    half.socket.end()
    const response = await half.response()
    assertSigned(at, response, '/messages')
    assert.deepEqual([response.status, code(response)], [400, 'PROBLEM_WITH_REQUEST'])
    await half.ended()
    await untilStaged(at, 0)

    using gone = new RawConnection(at)
    gone.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x' })
    gone.write(body.subarray(0, 150_000))
    await untilStaged(at, 1)
    gone.socket.destroy()
    await untilStaged(at, 0)
  })

  it('makes room: over the limit of concurrent requests others wait outside', async () => {
    await using at = await startServer({ limits: { maxConcurrentRequests: 8 } })
    const as = await addAccount(at)
    const { body, contentType } = multipart(large())
    const headers = allHeaders({ method: 'POST', path: '/messages', as, body, contentType })
    const slow = Array.from({ length: 8 }, () => new RawConnection(at))
    for (const connection of slow)
      connection.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x', Expect: '100-continue' })
    for (const connection of slow) assert.equal((await connection.response()).status, 100)
    const refused = await call(at, { as })
    assert.deepEqual([refused.status, code(refused), refused.headers['retry-after']], [503, 'API_UNAVAILABLE', '1'])
    for (const connection of slow) connection.socket.destroy()
    while ((await call(at, { as })).status !== 200);
  })

  function md5Headers(body: Buffer, md5: string, caller: string): Record<string, string> {
    return signedHeaders({ method: 'POST', path: '/messages', body, as: caller, md5 })
  }
})

/** Waits for the database, not for a time. */
async function untilStaged(at: TestServer, wanted: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM blob WHERE state = 'staged'`.execute(
      at.deps.db,
    )
    if (rows[0]?.n === wanted && (wanted > 0 || (await at.blobsOnDisk()).every((name) => !name.endsWith('.part'))))
      return
  }
}
