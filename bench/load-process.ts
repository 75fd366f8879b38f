/**
 * Sends pre-signed letters from a process of its own. All that costs time, signing and hashing, is done before it says
 * `ready`; afterwards it writes prepared bytes and looks at the status line of each answer.
 */
import { connect, type Socket } from 'node:net'
import { letterBytes, pdf, type SignedLetter, type Signer, signLetters } from './letters.ts'

export interface LoadOrder {
  port: number
  signer: Signer
  recipient: string
  concurrency: number
  letters: number
}

export interface LoadResult {
  seconds: number
  /** One per letter that was delivered, in milliseconds. */
  latencies: number[]
  refusals: string[]
  /** Of this process, while it was sending. */
  cpuSeconds: number
}

/** One keep-alive connection, one letter at a time. */
class Lane {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #answered: ((text: string) => void) | undefined

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true)
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#socket.on('close', () => this.#answered?.('the connection was closed'))
    this.#socket.on('error', (error) => this.#answered?.(error.message))
  }

  send(letter: SignedLetter, content: Buffer): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>()
    this.#answered = resolve
    this.#socket.cork()
    this.#socket.write(letter.before)
    this.#socket.write(content)
    this.#socket.write(letter.after)
    this.#socket.uncork()
    return promise
  }

  close(): void {
    this.#answered = undefined
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end === -1) return
    const head = this.#received.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#received.length < end + 4 + length) return
    const text = head.startsWith('HTTP/1.1 200') ? '' : this.#received.toString('utf8')
    this.#received = Buffer.alloc(0)
    this.#answered?.(text)
  }
}

async function run(order: LoadOrder, letters: readonly SignedLetter[], content: Buffer): Promise<LoadResult> {
  const latencies: number[] = []
  const refusals: string[] = []
  let next = 0
  const work = async (lane: Lane) => {
    for (let letter = letters[next++]; letter !== undefined; letter = letters[next++]) {
      const began = performance.now()
      const refusal = await lane.send(letter, content)
      if (refusal === '') latencies.push(performance.now() - began)
      else refusals.push(refusal)
    }
  }
  const lanes = Array.from({ length: order.concurrency }, () => new Lane(order.port))
  const cpu = process.cpuUsage()
  const began = performance.now()
  await Promise.all(lanes.map(work))
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(cpu)
  for (const lane of lanes) lane.close()
  return { seconds, latencies, refusals, cpuSeconds: (user + system) / 1e6 }
}

process.once('message', (order: LoadOrder) => {
  const prepared = (async () => {
    const content = pdf(letterBytes)
    const letters = await signLetters(order.signer, order.recipient, content, order.letters)
    process.once('message', () => {
      run(order, letters, content)
        .then((result) => process.send?.(result, undefined, {}, () => process.disconnect()))
        .catch(fail)
    })
    process.send?.('ready')
  })()
  prepared.catch(fail)
})

function fail(error: unknown): void {
  console.error(error)
  process.exit(1)
}
