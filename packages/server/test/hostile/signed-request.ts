import { createHash, randomUUID, sign } from 'node:crypto'
import type { TestSender } from '../../src/testing/index.ts'

/*
 * Requests as bytes. Nothing of the protocol package is used: what is refused here must be refused for the fault it was
 * given, not because both sides agree in an error.
 */

/** Header lines as they go out; a header with several values is sent several times, one with null not at all. */
export type HeaderLines = Record<string, string | readonly string[] | null>

export interface RequestSpec {
  method?: string
  target?: string
  /** What the signature covers instead of the target. */
  signedTarget?: string
  contentType?: string
  /** The body to hash; `hash` instead when it is not kept in memory. */
  body?: Buffer
  hash?: string
  length?: number
  /** What stands in `Date`, and is signed. */
  date?: string
  as?: string
  keyPem?: string
  /** Replace, add or (null) remove; not signed. */
  headers?: HeaderLines
  httpVersion?: string
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('base64')

/** Everything up to and with the blank line. */
export function requestHead(sender: TestSender, spec: RequestSpec): Buffer {
  const { method = 'GET', target = '/', httpVersion = 'HTTP/1.1' } = spec
  const length = spec.length ?? spec.body?.length
  const lines: HeaderLines = {
    Host: '127.0.0.1',
    Accept: 'application/vnd.digipost-v8+xml',
    ...securityLines(sender, spec),
    'Content-Type': spec.contentType ?? null,
    'Content-Length': length === undefined ? null : String(length),
    ...spec.headers,
  }
  const text = Object.entries(lines).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((each) => `${name}: ${each}\r\n`),
  )
  return Buffer.from(`${method} ${target} ${httpVersion}\r\n${text.join('')}\r\n`, 'latin1')
}

const hashOf = ({ hash, body }: RequestSpec) => hash ?? (body === undefined ? undefined : sha256(body))

/** What protocol 2.1 and 2.2 ask for. */
function securityLines(sender: TestSender, spec: RequestSpec): HeaderLines {
  const { method = 'GET', target = '/', as = sender.id, date = new Date().toUTCString() } = spec
  const hash = hashOf(spec)
  const [path = '/', query = ''] = (spec.signedTarget ?? target).split(/\?(.*)/s)
  const hashLine = hash === undefined ? '' : `x-content-sha256: ${hash}\n`
  const canonical = `${method}\n${path.toLowerCase()}\ndate: ${date}\n${hashLine}x-digipost-userid: ${as}\n${query.toLowerCase()}\n`
  const signature = sign('sha256', Buffer.from(canonical), spec.keyPem ?? sender.privateKeyPem)
  return {
    'X-Digipost-UserId': as,
    Date: date,
    'X-Content-SHA256': hash ?? null,
    'X-Digipost-Signature': signature.toString('base64'),
  }
}

export function request(sender: TestSender, spec: RequestSpec): Buffer {
  return Buffer.concat([requestHead(sender, spec), spec.body ?? Buffer.alloc(0)])
}

export interface Part {
  /** The whole header block, without its blank line. */
  head: string
  content: Buffer | string
}

export const part = (filename: string, content: Buffer | string): Part => ({
  head: `Content-Disposition: attachment; filename="${filename}"\r\nContent-Type: application/octet-stream`,
  content,
})

export const boundary = 'a-boundary-that-occurs-nowhere-else'
export const multipartType = `multipart/vnd.digipost-v8+xml; boundary=${boundary}`

export function multipartBody(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ head, content }) => [
    Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
}

export interface Letter {
  uuid: string
  messageId: string
  xml: string
  content: Buffer
}

export function letterTo(personalIdentificationNumber: string, content = Buffer.from('Hei')): Letter {
  const uuid = randomUUID()
  const messageId = randomUUID()
  const xml = `<?xml version="1.0" encoding="UTF-8"?><message xmlns="http://api.digipost.no/schema/v8"><message-id>${messageId}</message-id><recipient><personal-identification-number>${personalIdentificationNumber}</personal-identification-number></recipient><primary-document><uuid>${uuid}</uuid><subject>Hei</subject><file-type>txt</file-type></primary-document></message>`
  return { uuid, messageId, xml, content }
}

export const partsOf = ({ xml, uuid, content }: Letter): Part[] => [part('message', xml), part(uuid, content)]

/** The request that sends these parts. */
export function sending(sender: TestSender, parts: readonly Part[], spec: RequestSpec = {}): Buffer {
  const body = spec.body ?? multipartBody(parts)
  return request(sender, { method: 'POST', target: '/messages', contentType: multipartType, body, ...spec })
}
