import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as immediately } from 'node:timers/promises'

export interface RawAnswer {
  status: number
  /** Name and value in turn, in the spelling received. */
  rawHeaders: string[]
  body: Buffer
}

export interface Exchange {
  answers: RawAnswer[]
  /** Bytes that the server's side took before it stopped taking. */
  sent: number
  /** The server closed the connection, or the connection failed. */
  closed: boolean
}

export type Bytes = Buffer | string | AsyncIterable<Buffer>

export interface ExchangeOptions {
  /** Stop when so many answers are there. */
  answers?: number
  /** Half-close after the last byte. */
  end?: boolean
  /** Go on sending although an answer came. */
  stubborn?: boolean
  /** From the first byte sent to the last one read; only what is never answered takes it all. Default: a minute. */
  patienceMs?: number
  method?: string
}

/**
 * Writes bytes to a port, exactly these, and reads what comes back. Ends when the answers are there, when the server
 * closes, or when patience ends.
 */
export async function exchange(port: number, bytes: Bytes, options: ExchangeOptions = {}): Promise<Exchange> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
  const reading = new Reading(socket, options)
  await once(socket, 'connect')
  try {
    const sent = await writeAll(
      socket,
      bytes,
      () => reading.finished || (!options.stubborn && reading.answers.length > 0),
    )
    if (options.end === true && socket.writable) socket.end()
    await reading.done
    return { answers: reading.answers, sent, closed: reading.closed }
  } finally {
    socket.destroy()
  }
}

/** @returns how many bytes left; less than all when the server closed or has answered */
async function writeAll(socket: Socket, bytes: Bytes, enough: () => boolean): Promise<number> {
  let sent = 0
  for await (const piece of piecesOf(bytes)) {
    if (enough() || !socket.writable) break
    const drained = socket.write(piece)
    sent += piece.length
    if (!drained) await roomAgain(socket)
    // A writer that never looks up would lose the answer when the server hangs up on it.
    await immediately()
  }
  return sent - socket.writableLength
}

function piecesOf(bytes: Bytes): AsyncIterable<Buffer> | Iterable<Buffer> {
  if (typeof bytes === 'string') return [Buffer.from(bytes, 'latin1')]
  return Buffer.isBuffer(bytes) ? [bytes] : bytes
}

function roomAgain(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const event of ['drain', 'close', 'error']) socket.on(event, resolve)
  return promise.finally(() => {
    for (const event of ['drain', 'close', 'error']) socket.off(event, resolve)
  })
}

class Reading {
  readonly answers: RawAnswer[] = []
  closed = false
  finished = false
  readonly done: Promise<void>
  readonly #finish: () => void
  readonly #wanted: number
  readonly #bodiless: boolean
  #buffered = Buffer.alloc(0)

  constructor(socket: Socket, { answers = 1, patienceMs = 60_000, method }: ExchangeOptions) {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.done = promise
    this.#wanted = answers
    this.#bodiless = method === 'HEAD'
    const timer = setTimeout(() => this.#finish(), patienceMs)
    this.#finish = () => {
      clearTimeout(timer)
      this.finished = true
      resolve()
    }
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    const close = () => {
      this.closed = true
      this.#finish()
    }
    for (const event of ['end', 'close', 'error']) socket.on(event, close)
  }

  #take(chunk: Buffer): void {
    this.#buffered = Buffer.concat([this.#buffered, chunk])
    for (let answer = this.#next(); answer !== undefined; answer = this.#next()) {
      if (answer.status >= 200) this.answers.push(answer)
    }
    if (this.answers.length >= this.#wanted) this.#finish()
  }

  #next(): RawAnswer | undefined {
    const end = this.#buffered.indexOf('\r\n\r\n')
    if (end === -1) return undefined
    const [line = '', ...fields] = this.#buffered.subarray(0, end).toString('latin1').split('\r\n')
    const rawHeaders = fields.flatMap((field) => {
      const colon = field.indexOf(':')
      return [field.slice(0, colon), field.slice(colon + 1).trim()]
    })
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? Number.NaN)
    const length = this.#bodiless || status < 200 ? 0 : Number(header(rawHeaders, 'content-length') ?? 0)
    const whole = end + 4 + length
    if (this.#buffered.length < whole) return undefined
    const body = Buffer.from(this.#buffered.subarray(end + 4, whole))
    this.#buffered = this.#buffered.subarray(whole)
    return { status, rawHeaders, body }
  }
}

/** The value of a header, whatever its spelling. */
export function header(rawHeaders: readonly string[], name: string): string | undefined {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name.toLowerCase()) return rawHeaders[at + 1]
  }
  return undefined
}
