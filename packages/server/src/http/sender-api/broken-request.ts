import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { MailError } from '@brevdue/protocol'
import type { ServerDeps } from '../deps.ts'
import { answerPathOf, answerPathUnread } from './answer-path.ts'
import { errorAnswer, tellableError } from './error-response.ts'
import { httpFault } from './http-fault.ts'
import { lingerOverSocket } from './linger.ts'
import { rawTargetOf, targetAsSent } from './raw-target.ts'
import { type Answer, answeredOnSocket, sendSigned, signedHeaders } from './sign-response.ts'

/** A target that cannot be routed: bad escapes, invalid UTF-8. */
export function answerFrameworkError(
  deps: ServerDeps,
  error: Error,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const fault = httpFault('badRequest', `The address of this request cannot be understood: ${error.message}.`)
  deps.log.debug({ err: error }, 'a request target cannot be routed')
  finish(deps, sendSigned(deps, request, response, errorAnswer(fault, request.headers.accept)))
}

/** `Expect` with anything but 100-continue. */
export function answerExpectation(deps: ServerDeps, request: IncomingMessage, response: ServerResponse): void {
  const fault = httpFault('unknownExpectation', 'The only Expect that this service meets is 100-continue.')
  finish(deps, sendSigned(deps, request, response, errorAnswer(fault, request.headers.accept)))
}

/** This is no proxy. */
export function answerConnect(deps: ServerDeps, request: IncomingMessage, socket: Duplex): void {
  const fault = httpFault('wrongMethod', 'CONNECT is not a method of this service.', { Allow: 'GET, HEAD, POST' })
  finish(deps, writeToSocket(deps, socket, request.url ?? '/', errorAnswer(fault, undefined)))
}

/** The parser may complain again about what follows; the first answer was the only one. */
const answered = new WeakSet<Socket>()

type ClientError = Error & { code?: string; rawPacket?: unknown }
type HttpSocket = Socket & { _httpMessage?: ServerResponse | null }

/**
 * HTTP that Node's parser gave up on, bytes above 0x7F in the request line included. There is no request to answer, so
 * the answer goes onto the socket; it is signed over the path if that can be read from the packet, else over `/`.
 */
export function answerBrokenRequest(deps: ServerDeps, error: ClientError, socket: Socket): void {
  const current = (socket as HttpSocket)._httpMessage
  if (answered.has(socket)) return
  answered.add(socket)
  if (error.code === 'ECONNRESET' || !socket.writable || current?.headersSent === true) {
    socket.destroy()
    return
  }
  // Node would end a connection whose client has closed its half, before the answer is signed and written.
  socket.removeAllListeners('end')
  const request = current?.req
  const target = request === undefined ? (rawTargetOf(socket) ?? targetOf(error.rawPacket)) : targetAsSent(request)
  const answer = errorAnswer(faultOf(error), request?.headers.accept)
  finish(deps, writeToSocket(deps, socket, target, answer, current))
}

function faultOf(error: ClientError): MailError {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return httpFault('headersTooLarge', 'The headers of this request are larger than the service reads.')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return httpFault('tooSlow', 'The request did not arrive within the time that the service waits.')
    case 'HPE_INVALID_EOF_STATE':
      return httpFault('badRequest', 'The connection was closed before the whole request had arrived.')
    case 'HPE_INVALID_URL':
      return httpFault(
        'badRequest',
        'The address of this request has characters that must be percent-encoded (as UTF-8).',
      )
    default:
      return httpFault('badRequest', `This is not HTTP/1.1 as the service reads it (${error.code ?? 'unknown fault'}).`)
  }
}

/** The target of the first request line in the packet, its bytes as Latin-1 characters. */
function targetOf(packet: unknown): string {
  const line = Buffer.isBuffer(packet) ? packet.subarray(0, 16_384).toString('latin1') : ''
  return /^[A-Za-z]{1,20} (\/[!-~\u0080-\u00ff]*) HTTP\/1\.[01]\r?\n/.exec(line)?.[1] ?? '/'
}

async function writeToSocket(
  deps: ServerDeps,
  socket: Duplex,
  target: string,
  answer: Answer,
  current?: ServerResponse | null,
): Promise<void> {
  const path = current ? answerPathOf(current.req) : answerPathUnread(target)
  const headers = [...(await signedHeaders(deps, target, answer, path)), 'Connection', 'close']
  // The endpoint may have answered by itself while this was signed; two answers would be read as those of two requests.
  if (!socket.writable || current?.headersSent === true) return
  answeredOnSocket.add(socket)
  let head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n`
  for (let at = 0; at < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`
  socket.on('error', () => socket.destroy())
  socket.write(`${head}\r\n`, 'latin1')
  const written = new Promise<void>((resolve) => socket.end(answer.body, resolve))
  await Promise.all([written, lingerOverSocket(deps.config.limits, socket)])
  socket.destroy()
}

function finish(deps: ServerDeps, work: Promise<void>): void {
  work.catch((error: unknown) => tellableError(error, deps.log))
}
