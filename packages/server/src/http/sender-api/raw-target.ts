import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server, Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { type LingerLimits, lingerOverSocket } from './linger.ts'

/*
 * The official Java client puts the letters of a search into the request line as raw ISO-8859-1 bytes, which Node's
 * parser refuses. The refusal arrives with the bytes: the request line is escaped, and this one request is given to
 * the server again on a connection of its own, which ends with the head. What follows on the socket is never read as
 * a request, so that nothing can be smuggled in behind it.
 */

type InvalidTarget = Error & { code?: string; rawPacket?: unknown; bytesParsed?: number }
type HttpSocket = Socket & { _httpMessage?: unknown }

const requestLine = /^([A-Z]{1,20}) ([!-~\x80-\xff]+) (HTTP\/1\.[01]\r\n)/
const asSent = new WeakMap<object, string>()
const taken = new WeakSet<object>()

/** The target as it stood on the request line, raw bytes as ISO-8859-1 letters: what signatures cover. */
export function targetAsSent(request: IncomingMessage): string {
  return asSent.get(request.socket) ?? request.url ?? '/'
}

/** The same for a connection whose request could not be read to its end. */
export const rawTargetOf = (socket: object): string | undefined => asSent.get(socket)

/** The socket that a request came on, past the connection that is made of it here. */
export function socketUnder({ socket }: IncomingMessage): Socket {
  return (socket as Duplex) instanceof OneRequest ? (socket as unknown as OneRequest).socket : socket
}

/** The connection of such a request ends with its answer, and the answer says so. */
export function endWithAnswer(request: IncomingMessage, response: ServerResponse): void {
  if (asSent.has(request.socket)) response.shouldKeepAlive = false
}

/** Whether this socket's requests are read elsewhere by now; its old parser may still complain. */
export const isTaken = (socket: Socket): boolean => taken.has(socket)

/**
 * Has a request with raw bytes in its target served.
 * @returns false when the fault is another one, the line is not whole, or an earlier answer is still being written
 */
export function serveRawTarget(server: Server, limits: LingerLimits, error: InvalidTarget, socket: Socket): boolean {
  if (!socket.writable || (socket as HttpSocket)._httpMessage) return false
  const found = rawRequestIn(error)
  if (found === undefined) return false
  const connection = new OneRequest(socket, limits)
  taken.add(socket)
  asSent.set(connection, found.target)
  connection.push(found.escapedLine)
  server.emit('connection', connection)
  connection.takeHead(found.rest)
  return true
}

/** The request whose target the parser refused: its packet is whole, and its line begins after the last line feed. */
function rawRequestIn({ code, rawPacket, bytesParsed = 0 }: InvalidTarget) {
  if (code !== 'HPE_INVALID_URL' || !Buffer.isBuffer(rawPacket)) return undefined
  const head = rawPacket.subarray(rawPacket.lastIndexOf('\n', bytesParsed) + 1)
  const [line = '', method = '', target = '', version = ''] = requestLine.exec(head.toString('latin1', 0, 32_768)) ?? []
  if (!/[\x80-\xff]/.test(target)) return undefined
  return { target, escapedLine: `${method} ${escapeRaw(target)} ${version}`, rest: head.subarray(line.length) }
}

/** Escapes raw bytes as UTF-8: as they are where they are UTF-8 already, else as the letters of ISO-8859-1. */
function escapeRaw(target: string): string {
  return target.replace(/[\x80-\xff]+/g, (run) => {
    const bytes = Buffer.from(run, 'latin1')
    return encodeURIComponent(isUtf8(bytes) ? bytes.toString('utf8') : run)
  })
}

/** A connection for the head of one request, over the socket that it came on. */
class OneRequest extends Duplex {
  readonly socket: Socket
  readonly #limits: LingerLimits
  /** The last bytes of the head so far; undefined when its empty line was there. */
  #tail: string | undefined = '\r\n'

  constructor(socket: Socket, limits: LingerLimits) {
    super({ allowHalfOpen: true })
    this.socket = socket
    this.#limits = limits
    socket.removeAllListeners('data')
    socket.removeAllListeners('end')
    socket.on('data', (chunk: Buffer) => this.takeHead(chunk))
    socket.on('end', () => this.#end())
    socket.on('error', () => this.destroy())
    socket.on('close', () => this.destroy())
    socket.resume()
  }

  get remoteAddress(): string | undefined {
    return this.socket.remoteAddress
  }

  /** More of the head; what comes after its empty line is thrown away. */
  takeHead(chunk: Buffer): void {
    if (this.#tail === undefined || chunk.length === 0) return
    const before = this.#tail.length
    const seen = this.#tail + chunk.toString('latin1')
    const end = seen.indexOf('\r\n\r\n')
    this.#tail = end === -1 ? seen.slice(-3) : undefined
    this.push(end === -1 ? chunk : chunk.subarray(0, end + 4 - before))
    if (end !== -1) this.push(null)
  }

  #end(): void {
    if (this.#tail === undefined) return
    this.#tail = undefined
    this.push(null)
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done)
  }

  override _final(done: () => void): void {
    this.socket.end(done)
    void lingerOverSocket(this.#limits, this.socket).then(() => this.socket.destroy())
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.writableFinished) this.socket.destroy()
    done(error)
  }
}
