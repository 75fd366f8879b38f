import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { RawConnection } from './raw-connection.ts'
import { addAccount } from './register.ts'
import { allHeaders, assertSigned, call, type Response } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const search = '/recipients/search/'
const java = (version: string) => ({ 'User-Agent': `no.digipost - digipost-api-client-java - ${version}` })
const type = (version: string) => `application/vnd.digipost-${version}+xml`

/** What each client signs and verifies a request for `sent` over. Where nothing is said, it is the path as sent. */
interface Generation {
  client: string
  accept: string
  sent: string
  signs: string
  verifies: string
  headers?: Record<string, string>
}

const generations: Generation[] = [
  { client: '7.3', accept: type('v6'), sent: 's%C3%B8rlie', signs: 'sørlie', verifies: 'sørlie' },
  { client: '11.3', accept: type('v7'), sent: 'kari%20n', signs: 'kari n', verifies: 'kari n' },
  { client: '14.7', accept: type('v7'), sent: 'kari%20n', signs: 'kari%20n', verifies: 'kari n' },
  { client: '14.7', accept: type('v7'), sent: '%C4%8C%C3%A1lli', signs: '%C4%8C%C3%A1lli', verifies: 'čálli' },
  { client: '14.7, a stream', accept: '*/*', sent: 'kari%20n', signs: 'kari%20n', verifies: 'kari n' },
  { client: '16.4.2', accept: type('v8'), sent: 'a%23b', signs: 'a%23b', verifies: 'a#b' },
  {
    client: '17.0.1',
    accept: type('v8'),
    sent: 'a%20b',
    signs: 'a%20b',
    verifies: 'a%20b',
    headers: java('17.0.1'),
  },
  { client: '18.0.1', accept: type('v8'), sent: 'kari%20n', signs: 'kari n', verifies: 'kari%20n' },
  { client: '18.0.1', accept: type('v8'), sent: 'a%2Fb%23c', signs: 'a/b#c', verifies: 'a%2Fb%23c' },
  { client: '18.0.1', accept: type('v8'), sent: 'a%2fb', signs: 'a/b', verifies: 'a%2fb' },
  { client: '18.0.1', accept: type('v8'), sent: 'a+b;c:d@e&f=g', signs: 'a+b;c:d@e&f=g', verifies: 'a+b;c:d@e&f=g' },
  { client: '18.0.1', accept: type('v8'), sent: 'a//b/..', signs: 'a//b/..', verifies: 'a//b/..' },
  { client: '18.0.1', accept: type('v8'), sent: '50%25', signs: '50%', verifies: '50%25' },
  { client: '18.0.1', accept: type('v8'), sent: 'a%09b', signs: 'a\tb', verifies: 'a%09b' },
  { client: '18.0.1', accept: type('v8'), sent: '%20', signs: ' ', verifies: '%20' },
]

const unverified: Generation[] = [
  { client: '18.0.1', accept: type('v8'), sent: 'a%20b', signs: 'x', verifies: 'a%20b', headers: java('18.0.1') },
  { client: '16.4.2', accept: type('v8'), sent: 'a%20b', signs: 'x', verifies: 'a b', headers: java('16.4.2') },
  { client: '14.7', accept: type('v7'), sent: 'a%20b', signs: 'x', verifies: 'a b', headers: java('14.1-SNAPSHOT') },
]

/** Raw bytes in the request line: as the client writes them, signs them, and verifies the answer. */
const rawTargets = [
  ['ISO-8859-1', `${search}\xc5se%20\xd8deg\xe5rd`, `${search}åse ødegård`, `${search}åse%20ødegård`],
  ['ISO-8859-1 alone', `${search}\xf8`, `${search}ø`, `${search}ø`],
  ['ISO-8859-1 suggestion', '/recipients/suggest/S\xf8rlie-Haugen', '/recipients/suggest/sørlie-haugen', ''],
  ['UTF-8', `${search}\xc3\x85se`, `${search}åse`, `${search}åse`],
  ['UTF-8 with an escape', `${search}\xc3\x85se%20\xc3\x98`, `${search}åse ø`, `${search}åse%20ø`],
  ['UTF-8 beside escaped UTF-8', `${search}\xc3\x85%C3%98`, `${search}åø`, `${search}å%c3%98`],
  ['ISO-8859-1 in the query', '/1001/archive/page?name=&x=a\xe6b', '/1001/archive/page', ''],
] as const

describe('answers to the generations of the official clients', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
  })
  after(() => at[Symbol.asyncDispose]())

  for (const { client, accept, sent, signs, verifies, headers = {} } of generations) {
    it(`${client}: a request for ${sent} verifies, and so does its answer`, async () => {
      const paths = { path: search + sent, signedPath: search + signs, verifiedPath: search + verifies }
      const response = await call(at, { as, accept, headers, ...paths })
      assert.deepEqual([response.status, response.element('error-code')], [501, 'GENERAL_ERROR'], response.text)
    })
  }

  for (const { client, accept, sent, signs, verifies, headers = {} } of unverified) {
    it(`${client}: a signature that does not hold is refused over what the client verifies`, async () => {
      const paths = { path: search + sent, signedPath: search + signs, verifiedPath: search + verifies }
      const response = await call(at, { as, accept, headers, ...paths })
      assert.equal(response.element('error-code'), 'INVALID_SIGNATURE')
    })
  }

  it('16.4.3 to 17.0.1: the query is signed behind the path and again, and verified behind it', async () => {
    const query = 'org_id=974760673&part_id=En%20enhet'
    const target = `/sender-information?${query}`
    const spec = { as, path: target, signedExactly: [target, query], verifiedPath: target } as const
    assert.equal((await call(at, spec)).element('status'), 'NO_INFO_AVAILABLE')
  })

  it('an unknown path is answered over what the caller verifies, too', async () => {
    const paths = { path: '/no%20where', signedPath: '/no where', verifiedPath: '/no%20where' }
    assert.equal((await call(at, { as, ...paths })).status, 404)
    const version7 = { path: '/no%20where', verifiedPath: '/no where', accept: type('v7') }
    assert.equal((await call(at, { as, ...version7 })).status, 404)
  })

  for (const [name, target, signedPath, verified] of rawTargets) {
    it(`raw bytes in the target, ${name}: routed, verified, and answered on a connection that ends`, async () => {
      const query = target.split('?')[1]
      const headers = allHeaders({ as, path: target, signedPath: query === undefined ? signedPath : target })
      const response = await raw(`GET ${target} HTTP/1.1`, headers)
      assert.deepEqual([response.status, response.element('error-code')], [501, 'GENERAL_ERROR'], response.text)
      assertSigned(at, response, verified === '' ? signedPath : verified)
      assert.equal(response.headers.connection, 'close')
    })
  }

  it('raw bytes in the target of the second request of a connection, in pieces, are served', async () => {
    using connection = new RawConnection(at)
    connection.writeHead('GET / HTTP/1.1', { ...allHeaders({ as }), Host: 'x' })
    assert.equal((await connection.response()).status, 200)
    const target = `${search}\xe5se`
    const headers = { ...allHeaders({ as, path: target, signedPath: `${search}åse` }), Host: 'x' }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    connection.write(`GET ${target} HTTP/1.1\r\n${lines[0]?.slice(0, 10)}`)
    for (const piece of [lines.join('').slice(10), '\r', '\n']) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      connection.write(piece)
    }
    const response = await connection.response()
    assert.equal(response.status, 501, response.text)
    await connection.ended()
  })

  it('a request with raw bytes is one connection, not two, where connections are bounded', async () => {
    await using narrow = await startServer({ limits: { maxConnections: 2 } })
    const caller = await addAccount(narrow)
    using kept = new RawConnection(narrow)
    kept.writeHead('GET / HTTP/1.1', { ...allHeaders({ as: caller }), Host: 'x' })
    assert.equal((await kept.response()).status, 200)
    const target = `${search}\xe5se`
    using raw = new RawConnection(narrow)
    const spec = { as: caller, path: target, signedPath: `${search}åse` }
    raw.writeHead(`GET ${target} HTTP/1.1`, { ...allHeaders(spec), Host: 'x' })
    assert.equal((await raw.response()).status, 501)
    kept.writeHead('GET /1001 HTTP/1.1', { ...allHeaders({ as: caller, path: '/1001' }), Host: 'x' })
    assertSigned(narrow, await kept.response(), '/1001')
  })

  it('what follows a request with raw bytes is not read as a request', async () => {
    const target = `${search}\xe5se`
    using connection = new RawConnection(at)
    const headers = { ...allHeaders({ as, path: target, signedPath: `${search}åse` }), Host: 'x' }
    const hidden = { ...headers, 'Content-Length': '40', 'Transfer-Encoding': 'chunked' }
    connection.writeHead(`GET ${target} HTTP/1.1`, hidden)
    connection.writeHead('GET /smuggled HTTP/1.1', { ...allHeaders({ as, path: '/smuggled' }), Host: 'x' })
    const response = await connection.response()
    assert.equal(response.status, 400)
    await connection.ended()
    await assert.rejects(connection.response(), /closed/)

    using second = new RawConnection(at)
    second.writeHead(`GET ${target} HTTP/1.1`, headers)
    second.writeHead('GET /smuggled HTTP/1.1', { ...allHeaders({ as, path: '/smuggled' }), Host: 'x' })
    assert.equal((await second.response()).status, 501)
    await second.ended()
    await assert.rejects(second.response(), /closed/)
  })

  it('a letter that the client has lost on the way cannot verify, and the refusal says so', async () => {
    const target = `${search}?\xe1lli`
    const response = await raw(`GET ${target} HTTP/1.1`, allHeaders({ as, path: target, signedPath: `${search}čálli` }))
    assert.equal(response.element('error-code'), 'INVALID_SIGNATURE')
  })

  async function raw(line: string, headers: ReturnType<typeof allHeaders>): Promise<Response> {
    using connection = new RawConnection(at)
    connection.writeHead(line, { ...headers, Host: 'x' })
    const response = await connection.response()
    await connection.ended()
    return response
  }
})
