import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { kari, letter, multipart } from './multipart-body.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, assertSigned } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

describe('a slow body', () => {
  // Each limit is met far from the other, so that it is the one that is met however fast this machine is.
  const long = 120_000
  let at: TestServer
  let hasty: TestServer
  let as: string
  before(async () => {
    at = await startServer({ limits: { minimumBytesPerSecond: 1000, requestTimeoutMs: long }, slowBodyMs: 400 })
    hasty = await startServer({ limits: { minimumBytesPerSecond: 1000, requestTimeoutMs: 1500 }, slowBodyMs: long })
    as = await addAccount(at)
    await addAccount(hasty, { id: as })
    await addPerson(at, { number: kari })
  })
  after(async () => {
    await at[Symbol.asyncDispose]()
    await hasty[Symbol.asyncDispose]()
  })

  const large = () => letter({ content: 'x'.repeat(200_000) }).parts

  it('may not trickle', async () => {
    const { body, contentType } = multipart(large())
    using connection = new RawConnection(at)
    const headers = allHeaders({ method: 'POST', path: '/messages', as, body, contentType })
    connection.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x' })
    connection.write(body.subarray(0, 100))
    let sent = 100
    const trickle = setInterval(() => connection.write(body.subarray(sent, ++sent)), 50)
    const response = await connection.response()
    clearInterval(trickle)
    assertSigned(at, response, '/messages')
    assert.deepEqual([response.status, response.element('error-code')], [408, 'PROBLEM_WITH_REQUEST'])
    assert.match(response.text, /slowly/)
  })

  it('may stand still for as long as it was fast before', async () => {
    const { body, contentType } = multipart(large())
    using connection = new RawConnection(at)
    const headers = allHeaders({ method: 'POST', path: '/messages', as, body, contentType })
    // In one piece: the standstill must not begin before the body.
    connection.socket.cork()
    connection.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x' })
    connection.write(body.subarray(0, 100_000))
    connection.socket.uncork()
    const rest = setTimeout(() => connection.write(body.subarray(100_000)), 800)
    const response = await connection.response()
    clearTimeout(rest)
    assert.equal(response.status, 200, response.text)
  })

  it('must come to an end in time, however fast it is', async () => {
    const { body, contentType } = multipart(large())
    using connection = new RawConnection(hasty)
    const headers = allHeaders({ method: 'POST', path: '/messages', as, body, contentType })
    connection.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x' })
    let sent = 0
    const steady = setInterval(() => connection.write(body.subarray(sent, (sent += 500))), 50)
    const response = await connection.response()
    clearInterval(steady)
    assertSigned(hasty, response, '/messages')
    assert.deepEqual([response.status, response.element('error-code')], [408, 'PROBLEM_WITH_REQUEST'])
    assert.match(response.text, /longer/)
  })
})
