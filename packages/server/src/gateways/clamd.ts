import { connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { ClamdAddress } from './clamd-address.ts'
import { printable, readVerdict, tooLarge, type Verdict } from './clamd-verdict.ts'

/** The scanner does not answer, or not with a verdict. What goes wrong with the bytes' source is never this. */
export class ScannerError extends Error {}

export interface Clamd {
  /** @throws ScannerError, or what `bytes` throws */
  scan(bytes: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Verdict>
  /** PING. @throws ScannerError */
  ping(): Promise<void>
  /** Engine and signatures in its own words. @throws ScannerError */
  version(): Promise<string>
}

export interface ClamdTimes {
  /** Without a byte going out or an answer coming in. */
  silenceMs: number
  /** From connecting to the verdict. */
  wholeMs: number
}

/** clamd itself gives up on a document after two minutes (MaxScanTime) and answers. */
const scanTimes: ClamdTimes = { silenceMs: 150_000, wholeMs: 240_000 }
const shortTimes: ClamdTimes = { silenceMs: 3_000, wholeMs: 5_000 }
/** No answer of clamd's is longer; a longer one is not clamd's. */
const longestAnswer = 4_096
const longestChunk = 64 * 1024

/** Speaks clamd's protocol (clamd(8)): one connection a question, commands that end in NUL, documents by INSTREAM. */
export function clamd(address: ClamdAddress, times: ClamdTimes = scanTimes): Clamd {
  const ask = (command: string) => converse(address, shortTimes, undefined, (socket) => send(socket, `z${command}\0`))
  const ping = async (): Promise<void> => {
    const answer = await ask('PING')
    if (answer !== 'PONG') throw new ScannerError(`What answers there is no clamd: ${printable(answer)}`)
  }
  return {
    ping,
    version: () => ask('VERSION'),
    async scan(bytes, signal) {
      const sending = { begun: false, done: false }
      try {
        const answer = await converse(address, times, signal, (socket) => sendDocument(socket, bytes, sending))
        return verdictOf(answer)
      } catch (error) {
        if (!sending.begun || sending.done || !isBroken(error)) throw error
        // Its reason was lost with the connection. If it goes on answering, this is how it refuses what is too large.
        await ping()
        return tooLarge('the connection was closed in the middle')
      }
    },
  }
}

const isBroken = (error: unknown): boolean =>
  error instanceof ScannerError &&
  ['EPIPE', 'ECONNRESET'].includes(String((error.cause as NodeJS.ErrnoException | undefined)?.code))

async function sendDocument(
  socket: Socket,
  bytes: AsyncIterable<Uint8Array>,
  sending: { begun: boolean; done: boolean },
): Promise<void> {
  await send(socket, 'zINSTREAM\0')
  for await (const chunk of bytes) {
    if (!(await sendChunks(socket, chunk))) return
    sending.begun = true
  }
  await send(socket, Buffer.alloc(4))
  sending.done = true
}

/** Length first, then the bytes. @returns false when clamd has answered already: it wants no more */
async function sendChunks(socket: Socket, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length; at += longestChunk) {
    const part = bytes.subarray(at, at + longestChunk)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    await send(socket, Buffer.concat([length, part]))
    // lets an answer in: a write to a connection that clamd has closed loses what it had said
    await turn()
    if (socket.destroyed) return false
  }
  return true
}

/** Waits until there is room again, so that only little of a document is ever in memory. */
async function send(socket: Socket, bytes: string | Uint8Array): Promise<void> {
  if (socket.destroyed || socket.write(bytes)) return
  const { promise, resolve } = Promise.withResolvers<void>()
  socket.once('drain', resolve).once('close', resolve)
  await promise
  socket.off('drain', resolve).off('close', resolve)
}

/**
 * One question and its answer. The answer counts as soon as it is whole, also when clamd broke off in the middle of the
 * question: that is how it refuses what is too large.
 */
async function converse(
  address: ClamdAddress,
  { silenceMs, wholeMs }: ClamdTimes,
  signal: AbortSignal | undefined,
  question: (socket: Socket) => Promise<void>,
): Promise<string> {
  const socket = connect(address)
  const end = AbortSignal.any([AbortSignal.timeout(wholeMs), ...(signal === undefined ? [] : [signal])])
  const stop = (): void => void socket.destroy(new Error(`it took longer than ${wholeMs / 1000} s, or was called off`))
  end.addEventListener('abort', stop)
  socket.setTimeout(silenceMs, () => socket.destroy(new Error(`nothing came or went for ${silenceMs / 1000} s`)))
  const answer = readAnswer(socket)
  try {
    if (end.aborted) stop()
    // both at once: an answer can come before the question is at its end
    const [asked, read] = await Promise.allSettled([question(socket).catch(hangUp(socket)), answer])
    if (read.status === 'fulfilled') return read.value
    if (asked.status === 'rejected') throw asked.reason
    const { message } = read.reason as Error
    throw new ScannerError(`The scanner gives no answer: ${message}`, { cause: read.reason })
  } finally {
    end.removeEventListener('abort', stop)
    socket.destroy()
  }
}

/** Who has nothing more to say waits for no answer. */
const hangUp =
  (socket: Socket) =>
  (error: unknown): never => {
    socket.destroy()
    throw error
  }

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      const end = text.indexOf('\0')
      if (end >= 0) {
        resolve(text.slice(0, end))
        socket.destroy()
      } else if (text.length > longestAnswer) socket.destroy(new Error('its answer has no end'))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('it closed the connection')))
  })
}

function verdictOf(answer: string): Verdict {
  const verdict = readVerdict(answer)
  if (verdict === undefined) throw new ScannerError(`The scanner gives no verdict: ${printable(answer)}`)
  return verdict
}
