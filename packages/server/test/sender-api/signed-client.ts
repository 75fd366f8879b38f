import { createHash, createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import http from 'node:http'
import { senderKey, type TestService } from './test-service.ts'

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
  const { method = 'GET', path = '/', body, as = '1001', keyPem = senderKey.privateKeyPem } = spec
  const date = spec.date ?? new Date().toUTCString()
  const [target = '/', query = ''] = (spec.signedPath ?? path).split(/\?(.*)/s)
  const hash = body === undefined ? '' : `x-content-sha256: ${sha256(body)}\n`
  const md5 = spec.md5 === undefined ? '' : `content-md5: ${spec.md5}\n`
  const canonical = `${method}\n${target.toLowerCase()}\n${md5}date: ${date}\n${hash}x-digipost-userid: ${as}\n${query.toLowerCase()}\n`
  return {
    'X-Digipost-UserId': as,
    Date: date,
    ...(body === undefined ? {} : { 'X-Content-SHA256': sha256(body) }),
    ...(spec.md5 === undefined ? {} : { 'Content-MD5': spec.md5 }),
    'X-Digipost-Signature': sign('sha256', Buffer.from(canonical), keyPem).toString('base64'),
  }
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
export async function call(at: TestService, spec: RequestSpec = {}): Promise<Response> {
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
  assertSigned(at, response, path, method)
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
export function assertSigned(at: TestService, response: Response, path: string, method = 'GET'): void {
  const names = response.rawHeaders.filter((_, index) => index % 2 === 0)
  const value = (name: string) => response.rawHeaders[response.rawHeaders.indexOf(name) + 1] ?? ''
  const fail = (what: string) => {
    throw new Error(`${what}: ${response.status} ${names.join()} ${response.text.slice(0, 300)}`)
  }
  if (names.filter((name) => name.toLowerCase() === 'date').length !== 1) fail('not exactly one Date')
  if (!names.includes('Date') || !names.includes('X-Digipost-Signature')) fail('unsigned answer')
  if (names.includes('X-Digipost-UserId') || names.includes('Content-MD5')) fail('a header that must not be there')
  if (Math.abs(Date.parse(value('Date')) - Date.now()) > 300_000) fail('stale Date')
  const hasHash = names.includes('X-Content-SHA256')
  if (method !== 'HEAD') {
    if (Number(response.headers['content-length']) !== response.body.length) fail('wrong Content-Length')
    if (hasHash !== response.body.length > 0) fail('hash and body do not go together')
    if (hasHash && value('X-Content-SHA256') !== sha256(response.body)) fail('wrong X-Content-SHA256')
  }
  const hash = hasHash ? `x-content-sha256: ${value('X-Content-SHA256')}\n` : ''
  const signedPath = (path.split('?')[0] ?? '').toLowerCase()
  const canonical = `${response.status}\n${signedPath}\ndate: ${value('Date')}\n${hash}`
  const key = createPublicKey(
    new X509Certificate(at.deps.responseKey.certificatePem).publicKey.export({ type: 'spki', format: 'pem' }),
  )
  const signature = Buffer.from(value('X-Digipost-Signature'), 'base64')
  if (!verify('sha256', Buffer.from(canonical), key, signature)) fail(`the signature does not cover ${canonical}`)
}
