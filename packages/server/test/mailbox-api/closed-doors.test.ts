import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { problem, signedIn, TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

/** What may be reached without being signed in; everything else must refuse. Adding to it is a decision. */
const open = new Set([
  'GET /api/sign-in',
  'POST /api/sign-in',
  'GET /auth/step-up',
  'GET /assets/*',
  'GET /api/docs',
  'GET /api/docs/openapi.json',
  'GET /api/docs/docs.css',
])

describe('closed doors', () => {
  let at: TestMailbox
  let kari: TestPerson
  let letter: TestLetter
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
    letter = await addLetter(at, kari, { receipt: '' })
  })
  after(() => at[Symbol.asyncDispose]())

  const apiRoutes = () => at.routes.filter(({ url }) => /^\/(api|auth|content|assets)\//.test(url))
  const pathOf = (url: string) =>
    url
      .replace(':letterId', letter.letterId)
      .replace(':documentId', letter.documentIds[0] ?? '')
      .replace(':token', 'A'.repeat(43))
      .replace(':sessionId', letter.letterId)
      .replace('*', 'anything')
  const bodyOf = { purpose: 'view', read: true, accept: false }

  test('every route refuses whoever is not signed in, unless it is known to be open', async () => {
    assert.ok(apiRoutes().length > 20, 'the routes are known')
    for (const { method, url } of apiRoutes()) {
      if (open.has(`${method} ${url}`) || open.has(`GET ${url}`)) continue
      const browser = new TestBrowser(at)
      const path = pathOf(url)
      const isRead = method === 'GET' || method === 'HEAD'
      // fetch knows neither TRACE with a body nor made-up methods; the others stand for them.
      if (!isRead && !['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) continue
      const headers = { 'content-type': 'application/json', 'x-brevdue-request': '1' }
      const response = await browser.send(method, path, isRead ? {} : { headers, body: JSON.stringify(bodyOf) })
      assert.equal(response.status, 401, `${method} ${url} answered ${response.status}`)
      await response.arrayBuffer()
    }
  })

  test('every route that changes something refuses a request that is not from our page', async () => {
    const browser = await signedIn(at, kari)
    const changing = apiRoutes().filter(({ method }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
    assert.ok(changing.length >= 8)
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'x-brevdue-request': '' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]
    for (const { method, url } of changing) {
      for (const headers of foreign) {
        const ours = { 'content-type': 'application/json', 'x-brevdue-request': '1', origin: at.url }
        const init = { headers: { ...ours, ...headers }, body: JSON.stringify(bodyOf) }
        await problem(await browser.send(method, pathOf(url), init), 403, 'FORBIDDEN')
      }
    }
    assert.equal((await browser.get('/api/session')).status, 200, 'nobody was signed out from elsewhere')
    assert.equal((await browser.letter(letter)).unread, true)
  })

  test('every answer is uncacheable and cannot be sniffed, framed or read from elsewhere', async () => {
    const browser = await signedIn(at, kari)
    const paths = ['/api/session', '/api/letters', `/api/letters/${letter.letterId}`, '/api/nothing', '/content/x']
    for (const path of paths) {
      const { headers } = await browser.get(path)
      assert.equal(headers.get('cache-control'), 'no-store', path)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
      assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'", path)
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path)
      assert.equal(headers.get('access-control-allow-origin'), null, path)
    }
  })

  test('another mailbox’s letter looks exactly like none at all', async () => {
    const other = await signedIn(at, await addPerson(at, 'Ola Hansen'))
    const nowhere = { letterId: '018f0000-0000-7000-8000-000000000000', documentIds: letter.documentIds }
    const answers = (target: TestLetter) =>
      Promise.all(
        [
          other.get(`/api/letters/${target.letterId}`),
          other.askLink(target, 'view'),
          other.post(`/api/letters/${target.letterId}/documents/${target.documentIds[0]}/receipt`),
          other.post(`/api/letters/${target.letterId}/read`, { read: true }),
        ].map(async (answer) => (await answer).text()),
      )
    assert.deepEqual(await answers(letter), await answers(nowhere))
    assert.ok((await answers(letter)).every((text) => text.includes('NOT_FOUND')))
  })

  test('in a tab of its own a problem is a page, in the reader’s language', async () => {
    const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'nn' }
    const response = await (await signedIn(at, kari)).get(`/content/${'A'.repeat(43)}`, headers)
    assert.equal(response.status, 404)
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/)
    const html = await response.text()
    assert.match(html, /<html lang="nn".* data-problem="NOT_FOUND">/)
    assert.match(html, /Lenkja verkar ikkje lenger/)
    const framed = { ...headers, 'sec-fetch-dest': 'iframe' }
    await problem(await (await signedIn(at, kari)).get(`/content/${'A'.repeat(43)}`, framed), 404, 'NOT_FOUND')
  })

  test('what the sandbox believes without proof does not exist in a service', async () => {
    await using service = await startMailbox({ overrides: { mode: 'service' } })
    const names = service.routes.map(({ method, url }) => `${method} ${url}`)
    assert.ok(names.includes('GET /api/session'))
    for (const name of ['GET /api/sign-in', 'POST /api/sign-in', 'POST /api/step-up', 'GET /auth/step-up']) {
      assert.ok(!names.includes(name), name)
    }
  })
})
