import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { kari, sendingOf } from './multipart-body.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const xml = 'application/vnd.digipost-v8+xml'

describe('paths and methods', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
  })
  after(() => at[Symbol.asyncDispose]())

  it('answers a path it does not know with a signed 404', async () => {
    for (const path of ['/nowhere', '/Messages', '/1001/nowhere', '/a%2Fb', '/*', '//', '/%C3%A5', '/-1']) {
      const response = await call(at, { as, path, verifiedPath: decodeURIComponent(path) })
      assert.equal(response.status, 404, path)
      assert.equal(response.element('error-type'), 'CLIENT_TECHNICAL')
    }
  })

  it('answers a wrong method with 405 and those that are right', async () => {
    for (const [path, method, allow] of [
      ['/messages', 'GET', 'POST'],
      ['/messages', 'PATCH', 'POST'],
      ['/', 'DELETE', 'GET, HEAD'],
      ['/1001', 'PUT', 'GET, HEAD'],
      ['/identification', 'HEAD', 'POST'],
      ['/identification', 'OPTIONS', 'POST'],
      ['/1001/archive', 'PROPFIND', 'GET, HEAD, POST'],
    ] as const) {
      const response = await call(at, { as, path, method })
      assert.deepEqual([response.status, response.headers.allow], [405, allow], `${method} ${path}`)
    }
  })

  it('says of every endpoint that is not built that it is not built, to callers it knows', async () => {
    const uuid = '6d99008e-2672-4b55-9b09-996b09a06e47'
    for (const [method, path] of [
      ['GET', '/recipients/search/Marit%20Johansen'],
      ['GET', '/recipients/suggest/mar/it'],
      ['GET', '/recipients/ola.nordmann%239PNU'],
      ['GET', '/documents/events?from=x&to=y'],
      ['GET', `/documents/1001/status/${uuid}`],
      ['GET', `/documents/1001/${uuid}/status`],
      ['GET', '/print/encryption-certificate'],
      ['POST', '/identification/encryption-key'],
      ['GET', '/1001/inbox?offset=0&limit=100'],
      ['DELETE', '/1001/inbox/1'],
      ['GET', '/1001/archive'],
      ['POST', '/1001/archive'],
      ['GET', '/1001/archive/documents/referenceid/cmVmLTE='],
      ['GET', `/1001/archive/document/uuid/${uuid}`],
      ['POST', '/batch'],
      ['GET', `/batch/${uuid}`],
      ['POST', '/tags/add'],
      ['GET', '/tags?personal-identification-number=1'],
      ['POST', '/1001/user-accounts'],
      ['GET', `/1001/share-documents-requests/uuid/${uuid}`],
      ['GET', '/messages/1002'],
      ['POST', '/messages/1002/content'],
    ] as const) {
      const body = method === 'POST' ? { body: '<x/>', contentType: xml } : {}
      const verifiedPath = decodeURIComponent(path.split('?')[0] ?? '')
      const response = await call(at, { as, method, path, verifiedPath, ...body })
      assert.deepEqual([response.status, response.element('error-code')], [501, 'GENERAL_ERROR'], `${method} ${path}`)
      assert.match(response.element('error-message') ?? '', /not built/)
      const unknown = await call(at, { as: '5', method, path, verifiedPath, ...body })
      assert.equal(unknown.element('error-code'), 'UNKNOWN_USER_ID')
    }
  })

  it('checks the body of a request that needs none', async () => {
    const response = await call(at, {
      as,
      path: '/tags/add',
      method: 'POST',
      body: 'abc',
      headers: { 'Content-Length': '3' },
    })
    assert.equal(response.element('error-code'), 'GENERAL_ERROR')
    const get = await call(at, { as, body: 'a body with GET' })
    assert.equal(get.status, 200)
  })

  it('refuses addresses that cannot be understood', async () => {
    for (const path of ['/%zz', '/%', '/recipients/search/%E5se', '/%c3%28']) {
      const response = await call(at, { as, path })
      assert.deepEqual([response.status, response.element('error-code')], [400, 'PROBLEM_WITH_REQUEST'], path)
    }
    assert.equal((await call(at, { as, path: '/%00' })).status, 404)
  })

  it('takes a slash at the end of a path, and finds nothing where a piece of it is missing', async () => {
    for (const [method, path, status] of [
      ['GET', '/1001/', 200],
      ['POST', '/messages/', 415],
      ['POST', '/identification/', 415],
      ['GET', '/sender-information/', 400],
      ['GET', `/sender-information/1001/`, 200],
      ['GET', '/messages/', 405],
      ['GET', '/batch/', 405],
      ['POST', '/batch/', 501],
      ['DELETE', '/batch/', 405],
      ['GET', '/recipients/search/', 501],
      ['GET', '/recipients/suggest/', 501],
      ['GET', '/recipients/', 404],
      ['GET', '/documents/events/', 501],
      ['GET', '/documents/1001/', 404],
      ['GET', '/1001/inbox/', 501],
      ['DELETE', '/1001/inbox/', 405],
      ['PUT', '/1001/archive/', 405],
      ['POST', '/1001/documents/', 404],
      ['GET', '/1001/share-documents-requests/', 404],
      ['POST', '/messages//', 404],
      ['POST', '//messages', 404],
      ['POST', '/MESSAGES', 404],
      ['POST', '/messages/?a=b', 415],
    ] as const) {
      const response = await call(at, { as, method, path })
      assert.equal(response.status, status, `${method} ${path}: ${response.text}`)
    }
  })

  it('delivers a letter posted with a slash at the end', async () => {
    await addPerson(at, { number: kari })
    const response = await call(at, { ...sendingOf(), path: '/messages/', as })
    assert.equal(response.element('status'), 'DELIVERED', response.text)
  })

  it('says not built of a body of any size, and before it is uploaded', async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, 'x')
    for (const [path, contentType] of [
      ['/1001/archive', 'multipart/vnd.digipost-v8+xml; boundary=b'],
      ['/batch', xml],
      ['/messages', xml],
    ] as const) {
      const headers: Record<string, string>[] = [{}, { 'Content-Length': '5000000000' }]
      const [whole, declared] = headers
      const response = await call(at, { as, method: 'POST', path, body, contentType, headers: whole ?? {} })
      assert.deepEqual([response.status, response.element('error-code')], [501, 'GENERAL_ERROR'], path)
      using connection = new RawConnection(at)
      const waiting = { ...declared, Host: 'x', Expect: '100-continue' }
      connection.writeHead(`POST ${path} HTTP/1.1`, {
        ...allHeaders({ as, method: 'POST', path, body, contentType }),
        ...waiting,
      })
      assert.equal((await connection.response()).status, 501, path)
    }
  })
})
