import type { IncomingMessage, ServerResponse } from 'node:http'
import { formatHttpDate, headerNames, responseCanonicalForm, sha256Base64 } from '@brevdue/protocol'
import type { ServerDeps } from '../deps.ts'
import { discardBody, lingerOverBody, mustClose } from './linger.ts'

export interface Answer {
  status: number
  /** Absent: an answer without a body. */
  body?: Uint8Array | undefined
  contentType?: string | undefined
  headers?: Readonly<Record<string, string>> | undefined
}

/** All that signing needs. */
export type SigningDeps = Pick<ServerDeps, 'clock' | 'responseKey'>

/**
 * The header lines of a signed answer (protocol 2.5): name, value, name, value… in the spelling that the official
 * Java client sorts by.
 *
 * @param target the request's target, as it stood on the request line
 */
export async function signedHeaders(deps: SigningDeps, target: string, answer: Answer): Promise<string[]> {
  const date = formatHttpDate(deps.clock())
  const contentSha256 = answer.body === undefined ? undefined : sha256Base64(answer.body)
  const canonical = responseCanonicalForm({ status: answer.status, target, date, contentSha256 })
  const signature = await deps.responseKey.sign(canonical)
  const headers = [headerNames.date, date]
  if (contentSha256 !== undefined) headers.push(headerNames.contentSha256, contentSha256)
  headers.push(headerNames.signature, signature)
  if (answer.body !== undefined) headers.push('Content-Type', answer.contentType ?? 'application/octet-stream')
  headers.push('Content-Length', String(answer.body?.byteLength ?? 0))
  return headers.concat(...Object.entries(answer.headers ?? {}))
}

/**
 * Signs and writes an answer: the only way in which the sender API answers on a request that Node could read.
 * When most of a body is still to come, the answer goes out at once and the connection ends with it.
 */
export async function sendSigned(
  deps: SigningDeps,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const headers = await signedHeaders(deps, request.url ?? '/', answer)
  if (response.headersSent || response.destroyed) return
  const closing = mustClose(request, response)
  if (closing) headers.push('Connection', 'close')
  response.sendDate = false
  response.writeHead(answer.status, headers)
  const body = request.method === 'HEAD' ? undefined : answer.body
  if (!closing) {
    response.end(body)
    discardBody(request)
    return
  }
  if (body === undefined) response.flushHeaders()
  else response.write(body)
  await lingerOverBody(request)
  response.end()
}
