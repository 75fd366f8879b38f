import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { kari, letter, multipart } from './multipart-body.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, assertSigned } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

describe('what is hardly HTTP', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
  })
  after(() => at[Symbol.asyncDispose]())

  async function answers(bytes: string, status: number, path: string) {
    using connection = new RawConnection(at)
    connection.write(bytes)
    const response = await connection.response()
    assertSigned(at, response, path)
    assert.equal(response.status, status, response.text)
    assert.match(response.text, /^<\?xml[^>]*><error xmlns="http:\/\/api.digipost.no\/schema\/v8"><error-code>/)
    await connection.ended()
    return response
  }

  it('is answered with a signed error, over the path if there is one', async () => {
    await answers('nonsense\r\n\r\n', 400, '/')
    await answers('\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n', 400, '/')
    await answers('GET /Messages HTTP/1.1\r\nno colon here\r\n\r\n', 400, '/messages')
    await answers('GET /messages HTTP/9.9\r\n\r\n', 400, '/')
    await answers('BREW /messages?x=1 HTTP/1.1\r\n\r\n', 400, '/messages')
    await answers(
      'POST /messages HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      '/messages',
    )
    await answers('POST /messages HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n', 400, '/messages')
    await answers('POST /messages HTTP/1.1\r\nContent-Length: -3\r\n\r\n', 400, '/messages')
    await answers('CONNECT api.example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'api.example.org:443')
  })

  it('is answered to whoever has sent all and closed its half, a whole letter included', async () => {
    const sender = await addAccount(at)
    await addPerson(at, { number: kari })
    const { body, contentType } = multipart(letter({}).parts)
    using connection = new RawConnection(at)
    const headers = allHeaders({ method: 'POST', path: '/messages', as: sender, body, contentType })
    connection.writeHead('POST /messages HTTP/1.1', { ...headers, Host: 'x' })
    connection.write(body)
    connection.socket.end()
    const response = await connection.response()
    assertSigned(at, response, '/messages')
    assert.equal(response.element('status'), 'DELIVERED', response.text)
    await connection.ended()
  })

  it('is answered over letters that Java puts on the wire as they are', async () => {
    const target = '/recipients/search/\u00c5se%20\u00d8deg\u00e5rd'
    const response = await answers(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`, 400, '/recipients/search/åse%20ødegård')
    assert.equal(response.element('error-code'), 'INVALID_USER_ID_HEADER')
  })

  it('is answered to a client that has closed its half', async () => {
    for (const [bytes, path] of [
      ['nonsense\r\n\r\n', '/'],
      ['nonsense', '/'],
      ['GET /messages', '/'],
      ['GET /messages HTTP/1.1\r\nHost: x', '/'],
      ['GET /messages HTTP/1.1\r\nno colon here\r\n\r\n', '/messages'],
      ['POST /messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', '/messages'],
      ['POST /messages HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n', '/messages'],
      ['GET /a b HTTP/1.1\r\nHost: x\r\n\r\n', '/'],
      ['GET /recipients/search/\u00c5 HTTP/1.1\r\nno colon here\r\n\r\n', '/recipients/search/å'],
      [`GET / HTTP/1.1\r\n${`X-Long: ${'x'.repeat(1000)}\r\n`.repeat(40)}\r\n`, '/'],
    ] as const) {
      using connection = new RawConnection(at)
      connection.socket.end(Buffer.from(bytes, 'latin1'))
      const response = await connection.response()
      assertSigned(at, response, path)
      assert.ok(response.status >= 400 && response.status < 500, response.text)
      await connection.ended()
    }
  })

  it('is answered when headers never end, by size or by time', async () => {
    const headers = `X-Long: ${'x'.repeat(1000)}\r\n`.repeat(40)
    await answers(`GET / HTTP/1.1\r\n${headers}\r\n`, 431, '/')
    await using impatient = await startServer({ limits: { headersTimeoutMs: 300 } })
    using slow = new RawConnection(impatient)
    slow.write('GET /slow HTTP/1.1\r\nHost: x\r\n')
    const response = await slow.response()
    assertSigned(impatient, response, '/')
    assert.equal(response.status, 408)
  })

  it('needs a Host only where links are built from it', async () => {
    using connection = new RawConnection(at)
    connection.writeHead('GET / HTTP/1.1', allHeaders({ as }))
    const response = await connection.response()
    assertSigned(at, response, '/')
    assert.equal(response.status, 400)
    connection.writeHead('GET /tags HTTP/1.1', allHeaders({ as, path: '/tags' }))
    assert.equal((await connection.response()).element('error-code'), 'GENERAL_ERROR')
  })

  it('keeps the answers of pipelined requests in order', async () => {
    using connection = new RawConnection(at)
    for (const path of ['/nowhere', '/', '/messages'])
      connection.writeHead(`GET ${path} HTTP/1.1`, { ...allHeaders({ as, path }), Host: 'x' })
    for (const [path, status] of [
      ['/nowhere', 404],
      ['/', 200],
      ['/messages', 405],
    ] as const) {
      const response = await connection.response()
      assertSigned(at, response, path)
      assert.equal(response.status, status)
    }
  })
})
