import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { audienceConstraint } from '../../src/http/audience.ts'
import { sessionCookie } from '../../src/http/mailbox-api/session-cookie.ts'
import { webBuildSource } from '../../src/http/web-build.ts'
import { webPages } from '../../src/http/web-pages.ts'
import { pagePolicy } from '../../src/http/web-policy.ts'

const html = `<!doctype html><html lang="nb" data-size="sm"><head><link rel="stylesheet" crossorigin href="/assets/main-1.css">
<script type="module" src="/assets/main-1.js"></script></head><body></body></html>`
const script = `export const a = ${JSON.stringify('a'.repeat(5000))}`
const dist: Record<string, string> = {
  'index.html': html,
  'secret.txt': 'not an asset',
  'assets/main-1.js': script,
  'assets/worker-1.mjs': script,
  'assets/main-1.css': 'body{}',
  'assets/inter-1.woff2': 'font',
  'assets/ready-1.js': 'plain',
  'assets/ready-1.js.br': 'made by the build',
  'assets/pdfjs-6/cmaps/a.bcmap': 'cmap',
  'assets/.hidden.js': 'hidden',
}

async function serve(directory: string, sandbox = false) {
  const app = fastify({ routerOptions: { constraints: { audience: audienceConstraint } } })
  app.get('/', async () => 'sender API entry point')
  app.get('/:senderId', async () => 'sender API sender')
  app.get('/:senderId/inbox', async () => 'sender API inbox')
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send('sender API 404'))
  await app.register(webPages, {
    build: webBuildSource(directory),
    cookie: sessionCookie({ publicUrl: undefined }),
    sandbox,
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => app.close() }
}

/** fetch decompresses and tidies paths by itself; this does neither. */
async function raw(url: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(url)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ hostname, port, path, headers }, resolve).on('error', reject).end()
  })
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const { statusCode: status, headers: received } = response
  return { status, headers: received, body: Buffer.concat(chunks) }
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the web pages', () => {
  let directory: string
  let server: Awaited<ReturnType<typeof serve>>
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'brevdue-web-'))
    for (const [name, content] of Object.entries(dist)) {
      await mkdir(dirname(join(directory, name)), { recursive: true })
      await writeFile(join(directory, name), content)
    }
    server = await serve(directory)
  })
  after(async () => {
    await server.close()
    await rm(directory, { recursive: true, force: true })
  })

  const pages = [
    '/',
    '/sign-in',
    '/sign-in?step-up=1',
    '/signed-out',
    '/inbox',
    '/inbox?unread=1',
    '/inbox/a',
    '/inbox/a/b',
  ]
  for (const path of [...pages, '/l/a', '/settings', '/help', '/accessibility', '/privacy']) {
    test(`${path} is the page, to a browser`, async () => {
      const { status, headers, body } = await raw(server.url, path, browser)
      assert.equal(status, 200)
      assert.equal(body.toString(), html)
      assert.equal(headers['content-security-policy'], pagePolicy)
      assert.equal(headers['cache-control'], 'no-store')
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    })
  }

  test('the policy is the one of the design, with nothing unsafe in it', () => {
    assert.equal(
      pagePolicy,
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self'; frame-src 'self'; manifest-src 'self'; object-src 'none'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; " +
        'trusted-types brevdue-worker',
    )
  })

  const languages: [Record<string, string>, string][] = [
    [{ 'accept-language': 'nn-NO,nn;q=0.9' }, 'nn'],
    [{ 'accept-language': 'no' }, 'nb'],
    [{ 'accept-language': 'nn', cookie: 'brevdue-language=en' }, 'en'],
  ]
  for (const [headers, language] of languages) {
    test(`${JSON.stringify(headers)} makes the page ${language}`, async () => {
      const { body } = await raw(server.url, '/inbox', { ...browser, ...headers })
      assert.match(body.toString(), new RegExp(`<html lang="${language}" data-size="sm">`))
    })
  }

  const visits: [string, Record<string, string>, boolean][] = [
    ['typed, without a session', { 'sec-fetch-site': 'none' }, true],
    ['typed, with a session', { 'sec-fetch-site': 'none', cookie: 'a=b; brevdue-session=x' }, false],
    ['over a link elsewhere, which brings no strict cookie', { 'sec-fetch-site': 'cross-site' }, false],
    ['by a browser that does not say', {}, false],
  ]
  for (const [visit, headers, signedOut] of visits) {
    test(`a page asked for ${visit} ${signedOut ? 'knows' : 'does not know'} that nobody is signed in`, async () => {
      const { body } = await raw(server.url, '/inbox', { ...browser, ...headers })
      assert.equal(body.toString().includes('<html data-signed-out="true" lang='), signedOut)
    })
  }

  const senderApi: [string, Record<string, string>, string][] = [
    ['/', { accept: 'application/vnd.digipost-v8+xml' }, 'sender API entry point'],
    ['/', {}, 'sender API entry point'],
    ['/', { ...browser, 'x-digipost-userid': '1' }, 'sender API entry point'],
    ['/1001', {}, 'sender API sender'],
    ['/inbox', {}, 'sender API sender'],
    ['/1001/inbox', {}, 'sender API inbox'],
    ['/settings/x', {}, 'sender API 404'],
  ]
  for (const [path, headers, expected] of senderApi) {
    test(`${path} with ${JSON.stringify(headers)} is the sender API’s`, async () => {
      assert.equal((await raw(server.url, path, headers)).body.toString(), expected)
    })
  }

  for (const path of ['/nothing', '/1001', '/a/b/c/d', '/inbox/a/b/c', '/index.html', '/folders']) {
    test(`${path} is the 404 page, to a browser`, async () => {
      const { status, headers, body } = await raw(server.url, path, { ...browser, 'accept-language': 'nb' })
      assert.equal(status, 404)
      assert.match(body.toString(), /<h1>Vi finner ikke siden<\/h1>/)
      assert.match(body.toString(), /<link rel="stylesheet" href="\/assets\/main-1.css">/)
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
      assert.equal(headers['cache-control'], 'no-store')
    })
  }

  test('assets are kept for ever; scripts bring the policy their workers obey', async () => {
    for (const [name, type] of [
      ['main-1.js', 'text/javascript; charset=utf-8'],
      ['worker-1.mjs', 'text/javascript; charset=utf-8'],
    ]) {
      const { headers, body } = await raw(server.url, `/assets/${name}`)
      assert.equal(headers['content-type'], type)
      assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
      assert.equal(headers['content-security-policy'], "default-src 'none'; script-src 'self'; connect-src 'self'")
      assert.equal(body.toString(), script)
    }
    const font = await raw(server.url, '/assets/inter-1.woff2', { 'accept-encoding': 'br, gzip' })
    assert.deepEqual([font.headers['content-type'], font.headers['content-encoding']], ['font/woff2', undefined])
    assert.equal((await raw(server.url, '/assets/pdfjs-6/cmaps/a.bcmap')).body.toString(), 'cmap')
  })

  const encodings: [string, string | undefined, (bytes: Buffer) => Buffer][] = [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
    ['identity', undefined, (bytes) => bytes],
  ]
  for (const [accept, expected, decode] of encodings) {
    test(`Accept-Encoding: ${accept} is answered with ${expected ?? 'plain bytes'}`, async () => {
      const { headers, body } = await raw(server.url, '/assets/main-1.js', { 'accept-encoding': accept })
      assert.equal(headers['content-encoding'], expected)
      assert.equal(headers.vary, 'Accept-Encoding')
      assert.equal(decode(body).toString(), script)
    })
  }

  test('a compressed form that the build made is used', async () => {
    const { body } = await raw(server.url, '/assets/ready-1.js', { 'accept-encoding': 'br' })
    assert.equal(body.toString(), 'made by the build')
  })

  const outside = [
    '/assets/gone-1.js',
    '/assets/',
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/.hidden.js',
  ]
  for (const path of [...outside, '/assets/%2e%2e/secret.txt', '/assets/../../package.json', '/assets/%00']) {
    test(`${path} is a plain 404, never the page`, async () => {
      const { status, body } = await raw(server.url, path)
      assert.equal(status, 404)
      assert.doesNotMatch(body.toString(), /<html|not an asset|hidden|workspace/)
    })
  }

  test('built anew, the new page is served without a restart; not built, it says how', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'brevdue-web-'))
    const late = await serve(empty)
    try {
      const missing = await raw(late.url, '/inbox', { ...browser, 'accept-language': 'en' })
      assert.equal(missing.status, 503)
      assert.match(missing.body.toString(), /npm run build/)
      await writeFile(join(empty, 'index.html'), html)
      assert.equal((await raw(late.url, '/inbox', browser)).status, 200)
    } finally {
      await late.close()
      await rm(empty, { recursive: true, force: true })
    }
  })
})
