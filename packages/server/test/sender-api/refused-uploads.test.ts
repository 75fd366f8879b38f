import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { type Upload, uploadThenRead } from './blocking-client.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount } from './register.ts'
import { allHeaders, assertSigned, type RequestSpec, type Response } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const MiB = 1024 * 1024
const large = 24 * MiB
const multipartType = 'multipart/vnd.digipost-v8+xml; boundary=b'

describe('a client that writes its whole body before it reads', () => {
  let at: TestServer
  /** Takes two megabytes. */
  let small: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    small = await startServer({ limits: { maxBodyBytes: 2 * MiB } })
    as = await addAccount(at)
    await addAccount(small, { id: as })
  })
  after(async () => {
    await at[Symbol.asyncDispose]()
    await small[Symbol.asyncDispose]()
  })

  interface Refused extends RequestSpec {
    server?: TestServer
    bytes?: number
    chunked?: boolean
    ending?: string
    line?: string
  }

  /** A head that comes again within its second would be refused for that. */
  let uploads = 0
  async function upload(spec: Refused): Promise<Response> {
    const { server = at, bytes = large, chunked = false, path = '/messages', line } = spec
    const headers = allHeaders({
      as,
      method: 'POST',
      contentType: multipartType,
      body: `not this, ${++uploads}`,
      ...spec,
      path,
    })
    const length = chunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(bytes) }
    delete headers['Content-Length']
    const fields = Object.entries({ ...headers, ...length, Host: 'x' }).map(([name, value]) => `${name}: ${value}\r\n`)
    const head = `${line ?? `POST ${path} HTTP/1.1`}\r\n${fields.join('')}\r\n`
    const sent: Upload = { head, bytes, chunked, ...(spec.ending === undefined ? {} : { ending: spec.ending }) }
    return await uploadThenRead(server, sent)
  }

  const refusals: [name: string, status: number, code: string, spec: () => Refused][] = [
    ['an unknown account', 403, 'UNKNOWN_USER_ID', () => ({ as: '5' })],
    ['a stale Date', 400, 'DATE_HEADER_OUTSIDE_ACCEPTED_INTERVAL', () => ({ date: new Date(0).toUTCString() })],
    ['a wrong signature', 403, 'INVALID_SIGNATURE', () => ({ signedPath: '/x' })],
    ['no signature', 403, 'MISSING_SIGNATURE', () => ({ headers: { 'X-Digipost-Signature': null } })],
    ['a body over the limit', 413, 'REQUEST_TOO_LARGE', () => ({ server: small })],
    ['chunks over the limit', 413, 'REQUEST_TOO_LARGE', () => ({ server: small, chunked: true })],
    ['a type that is not taken', 415, 'PROBLEM_WITH_REQUEST', () => ({ contentType: 'text/plain' })],
    ['nothing that is accepted', 406, 'PROBLEM_WITH_REQUEST', () => ({ accept: 'text/plain' })],
    ['a compressed body', 415, 'PROBLEM_WITH_REQUEST', () => ({ headers: { 'Content-Encoding': 'gzip' } })],
    ['a path that is not built', 501, 'GENERAL_ERROR', () => ({ path: `/${as}/archive` })],
    ['a path that is not there', 404, 'PROBLEM_WITH_REQUEST', () => ({ path: '/nowhere' })],
    [
      'a method that is not taken',
      405,
      'PROBLEM_WITH_REQUEST',
      () => ({ method: 'PUT', line: 'PUT /messages HTTP/1.1' }),
    ],
    ['an expectation that is not met', 417, 'PROBLEM_WITH_REQUEST', () => ({ headers: { Expect: 'miracles' } })],
    ['100-continue, not waited for', 403, 'UNKNOWN_USER_ID', () => ({ as: '5', headers: { Expect: '100-continue' } })],
    [
      'XML over its limit',
      413,
      'REQUEST_TOO_LARGE',
      () => ({ path: '/identification', contentType: 'application/vnd.digipost-v8+xml' }),
    ],
    [
      'a broken chunk at the end',
      400,
      'PROBLEM_WITH_REQUEST',
      () => ({ chunked: true, ending: 'zz\r\n', bytes: 4 * MiB }),
    ],
    ['a hash of other bytes', 400, 'INVALID_SHA256', () => ({})],
  ]
  for (const [name, status, code, spec] of refusals) {
    it(`learns of ${name}`, async () => {
      const made = spec()
      const response = await upload(made)
      assert.deepEqual([response.status, response.element('error-code')], [status, code], response.text)
      assertSigned(made.server ?? at, response, made.path ?? '/messages')
    })
  }

  it('learns of headers that cannot be read, however much follows them', async () => {
    for (const broken of ['no colon here', `X-Long: ${'x'.repeat(40_000)}`, 'Content-Length: 7']) {
      const head = `POST /messages HTTP/1.1\r\nHost: x\r\nContent-Length: ${large}\r\n${broken}\r\n\r\n`
      const response = await uploadThenRead(at, { head, bytes: large })
      assert.ok([400, 431].includes(response.status), response.text)
    }
  })

  it('learns that the service is full', async () => {
    await using full = await startServer({ limits: { maxConcurrentRequests: 1 } })
    await addAccount(full, { id: as })
    using first = new RawConnection(full)
    const spec = { as, method: 'POST', path: '/messages', contentType: multipartType, body: 'x' }
    first.writeHead('POST /messages HTTP/1.1', { ...allHeaders(spec), Host: 'x', Expect: '100-continue' })
    assert.equal((await first.response()).status, 100)
    assert.equal((await upload({ server: full })).status, 503)
  })

  it('learns that it has sent too much', async () => {
    await using counted = await startServer({ limits: { requestsPerSecond: 1 } })
    await addAccount(counted, { id: as })
    for (let count = 0; count < 10; count++) {
      using connection = new RawConnection(counted)
      connection.writeHead(`GET /?${count} HTTP/1.1`, { ...allHeaders({ as, path: `/?${count}` }), Host: 'x' })
      await connection.response()
    }
    assert.equal((await upload({ server: counted })).status, 429)
  })

  it('learns of a refusal over a slow line', async () => {
    const head = `POST /messages HTTP/1.1\r\nHost: x\r\nContent-Length: ${8 * MiB}\r\n\r\n`
    const response = await uploadThenRead(at, { head, bytes: 8 * MiB, pauseMs: 25 })
    assert.equal(response.element('error-code'), 'INVALID_USER_ID_HEADER')
  })

  it('is not read without end: the connection is closed after twice what the operator takes', async () => {
    const head = `POST /messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`
    await assert.rejects(uploadThenRead(small, { head, bytes: 512 * MiB, chunked: true }), /EPIPE|ECONNRESET/)
  })

  it('is not waited for once it has the answer and sends nothing', async () => {
    using connection = new RawConnection(at)
    connection.write(`POST /messages HTTP/1.1\r\nHost: x\r\nContent-Length: ${large}\r\n\r\nbegun`)
    assert.equal((await connection.response()).status, 400)
    await connection.ended()
  })

  it('takes no place from others while its rest is thrown away', async () => {
    await using narrow = await startServer({ limits: { maxConcurrentRequests: 1 } })
    const caller = await addAccount(narrow)
    const head = Buffer.from(`POST /messages HTTP/1.1\r\nHost: x\r\nContent-Length: ${large}\r\n\r\n`)
    const stalled = Array.from({ length: 100 }, () => connect(narrow.port, '127.0.0.1').on('error', () => {}))
    for (const socket of stalled) socket.write(head)
    await Promise.all(stalled.map((socket) => once(socket, 'data')))
    using next = new RawConnection(narrow)
    next.writeHead('GET / HTTP/1.1', { ...allHeaders({ as: caller }), Host: 'x' })
    assert.equal((await next.response()).status, 200)
    for (const socket of stalled) socket.destroy()
  })
})
