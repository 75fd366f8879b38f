import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { formatHttpDate, headerNames, responseCanonicalForm, sha256Base64 } from '@brevdue/protocol'
import type { ServerDeps } from '../deps.ts'
import { type AnswerPath, answerPathOf } from './answer-path.ts'
import { discardBody, lingerOverBody, mustClose } from './linger.ts'
import { targetAsSent } from './raw-target.ts'

export interface Answer {
  status: number
  /** Absent: an answer without a body. */
  body?: Uint8Array | undefined
  contentType?: string | undefined
  headers?: Readonly<Record<string, string>> | undefined
}

/** All that signing needs. */
export type SigningDeps = Pick<ServerDeps, 'clock' | 'config' | 'responseKey'>

/** Connections that have got their last answer past the response of a request, because they cannot be read as HTTP. */
export const answeredOnSocket = new WeakSet<Duplex>()

/**
 * The header lines of a signed answer (protocol 2.5): name, value, name, value… in the spelling that the official
 * Java client sorts by.
 *
 * @param target the request's target, as it stood on the request line
 * @param path the form of its path that the client verifies
 */
export async function signedHeaders(
  deps: SigningDeps,
  target: string,
  answer: Answer,
  path: AnswerPath,
): Promise<string[]> {
  const date = formatHttpDate(deps.clock())
  const contentSha256 = answer.body === undefined ? undefined : sha256Base64(answer.body)
  const canonical = responseCanonicalForm({ status: answer.status, target, date, contentSha256 }, path)
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
  const headers = await signedHeaders(deps, targetAsSent(request), answer, answerPathOf(request))
  if (response.headersSent || response.destroyed || answeredOnSocket.has(request.socket)) return
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
  await lingerOverBody(deps.config.limits, request)
  response.end()
}
