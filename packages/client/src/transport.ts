import { once } from 'node:events'
import http, { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { DigipostError, localError } from './digipost-error.ts'

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

export type RawRequest = {
  readonly method: 'GET' | 'POST'
  /** Path and query, exactly as signed. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: AsyncIterable<Uint8Array> | undefined
  readonly signal?: AbortSignal | undefined
}

const maxAnswerBytes = 16 * 1024 * 1024
/** So much of the silence that is borne is waited for the word to go on with a large body: a second of the usual 30. */
const continueShare = 1 / 30

/** Requests over kept connections. Streams bodies out, holds answers in memory up to 16 MiB. */
export class Transport {
  readonly #base: URL
  readonly #idleMs: number
  readonly #agent: http.Agent

  /** @param idleMs how long a connection may be silent before the exchange is given up */
  constructor(base: URL, idleMs: number) {
    this.#base = base
    this.#idleMs = idleMs
    this.#agent =
      base.protocol === 'https:' ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true })
  }

  /** @throws DigipostError CONNECTION_ERROR, outcome unknown, when no whole answer came */
  async exchange(request: RawRequest): Promise<Answer> {
    const outgoing = this.#open(request)
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve)
      outgoing.on('error', reject)
    })
    // A refusal can come before the body is sent; whoever awaits later still sees it.
    answered.catch(() => undefined)
    try {
      if (request.body === undefined) outgoing.end()
      else await sendBody(outgoing, request.body, answered, this.#idleMs * continueShare)
      const response = await answered
      return { status: response.statusCode ?? 0, headers: response.headers, body: await readWhole(response) }
    } catch (error) {
      if (error instanceof DigipostError) throw error
      const where = this.#base.origin
      const reason = error instanceof Error ? error.message : String(error)
      throw new DigipostError('CONNECTION_ERROR', `No answer from ${where}: ${reason}. Is the service running there?`, {
        cause: error,
        outcomeUnknown: request.method !== 'GET',
      })
    } finally {
      if (!outgoing.writableFinished) outgoing.destroy()
    }
  }

  close(): void {
    this.#agent.destroy()
  }

  #open(request: RawRequest): ClientRequest {
    const { protocol, hostname, port } = this.#base
    const outgoing = (protocol === 'https:' ? https : http).request({
      agent: this.#agent,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      method: request.method,
      path: request.target,
      headers: request.headers,
      ...(request.signal && { signal: request.signal }),
    })
    outgoing.setTimeout(this.#idleMs, () => outgoing.destroy(new Error(`silent for ${this.#idleMs} ms`)))
    return outgoing
  }
}

async function sendBody(
  outgoing: ClientRequest,
  body: AsyncIterable<Uint8Array>,
  answered: Promise<unknown>,
  continueMs: number,
): Promise<void> {
  let stopped = false
  let wake = () => {}
  const stop = answered.then(
    () => {},
    () => {},
  )
  void stop.then(() => {
    stopped = true
    wake()
  })
  if (outgoing.getHeader('expect') !== undefined) await untilContinue(outgoing, stop, continueMs)
  try {
    for await (const chunk of body) {
      if (stopped) return
      // One chunk at a time, until the system has taken it: its memory may be used again for the next.
      await new Promise<void>((resolve) => {
        wake = resolve
        outgoing.write(chunk, () => resolve())
        if (stopped) resolve()
      })
    }
  } catch (error) {
    throw localError(error, 'The content of a document could not be read while it was sent')
  }
  if (!stopped) outgoing.end()
}

async function untilContinue(outgoing: ClientRequest, stop: Promise<void>, milliseconds: number): Promise<void> {
  outgoing.flushHeaders()
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), milliseconds)
  const { signal } = waiting
  await Promise.race([once(outgoing, 'continue', { signal }).catch(() => undefined), stop])
  clearTimeout(timer)
  waiting.abort()
}

async function readWhole(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxAnswerBytes) throw new Error(`the answer is longer than ${maxAnswerBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
