import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { identification, versions, xmlMediaType } from '@brevdue/protocol'
import { Random } from '../../../protocol/test/xml/random.ts'
import { Growth } from '../../../protocol/test/xml/sample-tree.ts'
import { TreeWriting } from '../../../protocol/test/xml/write-tree.ts'
import { kari, letter, multipart } from './multipart-body.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, type RequestSpec, type Response } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const pieces = [
  ...['messages', 'identification', 'sender-information', 'recipients', 'search', 'suggest', 'documents', 'events'],
  ...['status', 'batch', 'tags', 'add', 'inbox', 'archive', 'document', 'uuid', 'print', 'encryption-key', 'content'],
  ...[
    'share-documents-requests',
    'user-accounts',
    '1001',
    '0',
    '-1',
    '9'.repeat(30),
    '6d99008e-2672-4b55-9b09-996b09a06e47',
  ],
  ...[
    '',
    '.',
    '..',
    '%2F',
    '%2e%2e',
    '%00',
    '%0d%0a',
    '%ff',
    '%zz',
    '%',
    '%C3%A5',
    '\xe5',
    '\xc3\xa5',
    '+',
    '*',
    ':id',
    '__proto__',
  ],
  ...[
    'constructor',
    'health',
    'live',
    'api',
    'session',
    'limits',
    'metrics',
    'a;b=c',
    '(^\\d+$)',
    '{x}',
    '~',
    "'",
    '"',
    '<x>',
    '|',
  ],
]
const queries = [
  ...[
    '',
    '?',
    '?a=b',
    '?org_id=974760673',
    '?org_id=974760673&part_id=%00',
    '?org_id=%00',
    '?org_id=1&org_id=2',
    '?part_id=',
  ],
  ...['?org_id=974760673&part_id=%ff', '?org_id=974760673&part_id=%ed%a0%80', '?org_id=1&part_id=' + 'x'.repeat(3000)],
  ...[
    '?org_id=%F0%9F%98%80',
    '?%',
    '?__proto__=x',
    '?org_id[]=1',
    '?from=x&to=y',
    '?\xe6=\xf8',
    '?#',
    '??',
    '?org_id=١٢٣'.normalize(),
  ],
]
const methods = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'PROPFIND',
  'TRACE',
  'SEARCH',
  'QUERY',
  'M-SEARCH',
]
const values = [
  '',
  ' ',
  ',',
  ';',
  '*/*',
  'x'.repeat(5000),
  '\xe5',
  '\xff\xfe',
  '0',
  '-1',
  '1e3',
  'NaN',
  'null',
  '{}',
  '"',
  '%00',
  'bytes=0-',
  'a=b; c',
]
const names = [
  ...[
    'Accept',
    'Accept-Encoding',
    'Accept-Language',
    'Authorization',
    'Connection',
    'Content-Encoding',
    'Content-Length',
  ],
  ...[
    'Content-MD5',
    'Content-Type',
    'Cookie',
    'Date',
    'Expect',
    'Host',
    'If-None-Match',
    'If-Modified-Since',
    'Origin',
    'Range',
  ],
  ...[
    'Sec-Fetch-Site',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'User-Agent',
    'X-Content-SHA256',
    'X-Digipost-UserId',
  ],
  ...['X-Digipost-Signature', 'X-Forwarded-For', 'X-Http-Method-Override', '__proto__', 'constructor'],
]

describe('no request makes the service fail', () => {
  let at: TestServer
  let as: string
  const random = new Random(Number(process.env.BREVDUE_TEST_SEED ?? 0xfa17))
  before(async () => {
    at = await startServer({
      limits: { requestsPerSecond: 0, identificationsPerSecond: 0, headersTimeoutMs: 1000, requestTimeoutMs: 1000 },
      slowBodyMs: 200,
    })
    as = await addAccount(at)
    await addPerson(at, { number: kari })
  })
  after(() => at[Symbol.asyncDispose]())

  /** Sends bytes as they are, and what the client takes for the end of its request. */
  async function send(
    method: string,
    target: string,
    spec: RequestSpec,
    body: Buffer | string = '',
  ): Promise<Response> {
    using connection = new RawConnection(at)
    connection.writeHead(`${method} ${target} HTTP/1.1`, {
      Host: 'x',
      ...allHeaders({ as, method, path: target, ...spec }),
    })
    connection.write(typeof body === 'string' ? Buffer.from(body, 'latin1') : body)
    connection.socket.end()
    const response = method === 'HEAD' ? await connection.head() : await connection.response()
    const shown = `${method} ${JSON.stringify(target)} ${JSON.stringify(spec.headers ?? {}).slice(0, 300)} ${response.text}`
    assert.ok(response.status < 500 || response.status === 501, `${response.status} ${shown}`)
    return response
  }

  after(() => {
    const failures = at.logged.filter((line) => line.includes('"level":50') || line.includes('failed unexpectedly'))
    assert.deepEqual(failures, [])
  })

  it('by its target', async () => {
    for (let count = 0; count < 1200; count++) {
      const path = Array.from({ length: random.below(5) }, () => `/${random.pick(pieces)}`).join('') || '/'
      const target = path + (random.chance(0.4) ? random.pick(queries) : '')
      await send(random.chance(0.6) ? 'GET' : random.pick(methods), target, {})
    }
  })

  it('by questions about a sender', async () => {
    for (const query of queries) await send('GET', `/sender-information${query}`, {})
    for (const piece of pieces) await send('GET', `/sender-information/${piece}`, {})
  })

  it('by its headers', async () => {
    for (let count = 0; count < 600; count++) {
      const headers: Record<string, string | string[]> = {}
      for (let left = 1 + random.below(3); left > 0; left--) {
        const value = random.chance(0.1) ? [random.pick(values), random.pick(values)] : random.pick(values)
        headers[random.pick(names)] = value
      }
      const target = random.pick([
        '/',
        '/1001',
        '/messages',
        '/identification',
        '/sender-information/1',
        '/recipients/search/x',
      ])
      const method = random.pick(['GET', 'POST', 'DELETE'])
      const body = method === 'POST' ? '<x/>' : undefined
      await send(
        method,
        target,
        { headers, ...(body === undefined ? {} : { body, contentType: xmlMediaType('v8') }) },
        body,
      )
    }
  })

  it('by a birth date that no calendar of ours has', async () => {
    for (const born of [
      '-0044-03-15',
      '12026-01-01',
      '99999-12-31Z',
      '-9999-01-01+14:00',
      '0001-01-01',
      '9999-12-31-14:00',
    ]) {
      const body = `<identification xmlns="http://api.digipost.no/schema/v8"><name-and-address><fullname>Kari Nordmann</fullname><addressline1>Storgata 1</addressline1><postalcode>0155</postalcode><city>Oslo</city><birth-date>${born}</birth-date></name-and-address></identification>`
      const response = await send('POST', '/identification', { body, contentType: xmlMediaType('v8') }, body)
      assert.equal(response.element('result'), 'UNIDENTIFIED', response.text)
    }
  })

  it('by valid questions about recipients', async () => {
    for (let count = 0; count < 300; count++) {
      const version = versions[count % versions.length] ?? 'v8'
      const tree = new Growth(random).complex('identification', identification, version)
      const body = Buffer.from(new TreeWriting(random, `http://api.digipost.no/schema/${version}`).document(tree))
      await send('POST', '/identification', { body, contentType: xmlMediaType(version) }, body)
    }
  })

  it('by a letter whose bytes are changed at random', async () => {
    for (let count = 0; count < 400; count++) {
      const { parts } = letter({ uuid: randomUUID() })
      const { body, contentType } = multipart(parts, 'b')
      const changed = Buffer.from(body)
      for (let left = random.below(4); left > 0; left--) changed[random.below(changed.length)] = random.below(256)
      const cut = random.chance(0.2) ? changed.subarray(0, random.below(changed.length)) : changed
      await send('POST', '/messages', { body: cut, contentType }, cut)
    }
  })
})
