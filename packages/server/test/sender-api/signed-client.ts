import assert from 'node:assert/strict'
import { createHash, sign, verify, X509Certificate } from 'node:crypto'
import http from 'node:http'
import { senderKey, type TestServer } from './test-server.ts'

/*
 * A client made by hand: it shares no code with the protocol package, so that both cannot be wrong in the same way.
 */

export interface RequestSpec {
  method?: string
  path?: string
  body?: Buffer | string
  contentType?: string
  accept?: string | null
  as?: string
  keyPem?: string
  date?: string
  /** Sent instead of, or (null) left out of, what would be sent. */
  headers?: Record<string, string | string[] | null>
  /** The value of Content-MD5, signed too. */
  md5?: string
  /** Changes what is signed, not what is sent. */
  signedPath?: string
  /** Path and query as they are signed, where a question mark does not part them. */
  signedExactly?: readonly [path: string, query: string]
  /** The path that the answer is verified over, where it is not the one that was sent. */
  verifiedPath?: string
  agent?: http.Agent
}

export interface Response {
  status: number
  headers: http.IncomingHttpHeaders
  rawHeaders: string[]
  body: Buffer
  text: string
  /** The text of the first element with this name. */
  element(name: string): string | undefined
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('base64')

/** The headers of a signed request (protocol 2.2). */
export function signedHeaders(spec: RequestSpec): Record<string, string> {
  const { method = 'GET', path = '/', body, md5, as = '1001', keyPem = senderKey.privateKeyPem } = spec
  const headers: Record<string, string> = {}
  if (md5 !== undefined) headers['Content-MD5'] = md5
  headers['Date'] = spec.date ?? new Date().toUTCString()
  if (body !== undefined) headers['X-Content-SHA256'] = sha256(body)
  headers['X-Digipost-UserId'] = as
  const lines = Object.entries(headers).map(([name, value]) => `${name.toLowerCase()}: ${value}\n`)
  const [target = '/', query = ''] = spec.signedExactly ?? (spec.signedPath ?? path).split(/\?(.*)/s)
  const canonical = `${method}\n${target.toLowerCase()}\n${lines.join('')}${query.toLowerCase()}\n`
  return { ...headers, 'X-Digipost-Signature': sign('sha256', Buffer.from(canonical), keyPem).toString('base64') }
}

export function allHeaders(spec: RequestSpec): Record<string, string | string[]> {
  const headers: Record<string, string | string[] | null> = {
    ...signedHeaders(spec),
    ...(spec.accept === null ? {} : { Accept: spec.accept ?? 'application/vnd.digipost-v8+xml' }),
    ...(spec.contentType === undefined ? {} : { 'Content-Type': spec.contentType }),
    ...(spec.body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(spec.body)) }),
    ...spec.headers,
  }
  return Object.fromEntries(Object.entries(headers).filter((entry) => entry[1] !== null)) as Record<string, string>
}

/** Sends a signed request and checks that the answer is signed, whatever it is. */
export async function call(at: TestServer, spec: RequestSpec = {}): Promise<Response> {
  const { method = 'GET', path = '/', body } = spec
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const request = http.request(
    { host: '127.0.0.1', port: at.port, method, path, headers: allHeaders(spec), agent: spec.agent ?? false },
    (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const { statusCode = 0, headers, rawHeaders } = incoming
        resolve(responseOf(statusCode, headers, rawHeaders, Buffer.concat(chunks)))
      })
    },
  )
  request.on('error', reject)
  request.end(body)
  const response = await promise
  if (spec.verifiedPath === undefined) assertSigned(at, response, path, method)
  else assertSignedOver(at, response, spec.verifiedPath, method)
  return response
}

export function responseOf(
  status: number,
  headers: http.IncomingHttpHeaders,
  rawHeaders: string[],
  body: Buffer,
): Response {
  const text = body.toString('utf8')
  const element = (name: string) => new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(text)?.[1]
  return { status, headers, rawHeaders, body, text, element }
}

/** Throws unless the answer is what the official Java client accepts (protocol 2.5, 2.7). */
export function assertSigned(at: TestServer, response: Response, path: string, method = 'GET'): void {
  assertSignedOver(at, response, path.split('?')[0] ?? '', method)
}

/** The same, with exactly this text in the place of the path. */
function assertSignedOver(at: TestServer, response: Response, path: string, method = 'GET'): void {
  const { status, rawHeaders, text } = response
  const names = rawHeaders.filter((_, index) => index % 2 === 0)
  const value = (name: string) => (names.includes(name) ? rawHeaders[rawHeaders.indexOf(name) + 1] : undefined)
  const shown = `${status} ${names.join()} ${text.slice(0, 300)}`
  assert.equal(names.filter((name) => name.toLowerCase() === 'date').length, 1, shown)
  assert.equal(names.includes('X-Digipost-UserId') || names.includes('Content-MD5'), false, shown)
  const date = value('Date') ?? ''
  assert.ok(Math.abs(Date.parse(date) - Date.now()) < 300_000, `stale Date: ${shown}`)
  const hash = value('X-Content-SHA256')
  if (method !== 'HEAD') {
    assert.equal(value('Content-Length'), String(response.body.length), shown)
    assert.equal(hash, response.body.length === 0 ? undefined : sha256(response.body), shown)
  }
  const hashLine = hash === undefined ? '' : `x-content-sha256: ${hash}\n`
  const canonical = `${status}\n${path.toLowerCase()}\ndate: ${date}\n${hashLine}`
  const { publicKey } = new X509Certificate(at.deps.responseKey.certificatePem)
  const signature = Buffer.from(value('X-Digipost-Signature') ?? '', 'base64')
  assert.ok(verify('sha256', Buffer.from(canonical), publicKey, signature), `not signed: ${canonical}${shown}`)
}
