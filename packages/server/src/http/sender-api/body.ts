import { createHash, type Hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { headerNames, MailError } from '@brevdue/protocol'
import type { ServerDeps } from '../deps.ts'
import type { Caller } from './authenticate.ts'
import { letContinue } from './expectation.ts'
import { httpFault } from './http-fault.ts'

const defaultSlowBodyMs = 5000

/** The request that a body belongs to; an endpoint's `Call` is one. */
export interface Arrival {
  deps: ServerDeps
  request: IncomingMessage
  response: ServerResponse
  caller: Caller
  admission: Admission
}

/** What was agreed when the request was let in (`admit.ts`). */
export interface Admission {
  /** How fast the body must come just now, as multiples of the usual. */
  pace(): { rate: number; grace: number }
  /** The body is not what was signed (`wrong`), or did not arrive in time or whole. */
  bodyFailed(wrong: boolean): void
}

/**
 * The body of an authenticated request: hashed, counted and timed while it is read.
 *
 * Nothing read from it may be acted on before `verify()` has returned: until then nobody knows that these bytes are
 * what the caller signed.
 */
export class RequestBody {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #caller: Caller
  readonly #admission: Admission
  readonly #sha256 = createHash('sha256')
  readonly #md5: Hash | undefined
  readonly #maxBytes: number
  readonly #pace: Pace
  #begun = false
  #ended = false
  #fault: Error | undefined
  #wake: (() => void) | undefined
  #received = 0

  /**
   * @throws MailError REQUEST_TOO_LARGE at once when the declared length says so, or 415 when the body is compressed;
   * nothing has been read then
   */
  constructor({ deps, request, response, caller, admission }: Arrival, maxBytes: number) {
    const { limits } = deps.config
    this.#request = request
    this.#response = response
    this.#caller = caller
    this.#admission = admission
    this.#md5 = caller.contentMd5 === undefined ? undefined : createHash('md5')
    this.#maxBytes = maxBytes
    this.#pace = new Pace({
      minimumBytesPerSecond: limits.minimumBytesPerSecond,
      graceMs: deps.slowBodyMs ?? defaultSlowBodyMs,
      requestTimeoutMs: limits.requestTimeoutMs,
      now: () => admission.pace(),
    })
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
    const coding = request.headers['content-encoding']?.trim().toLowerCase() ?? ''
    if (coding !== '' && coding !== 'identity') throw compressed()
  }

  /** The bytes as they arrive. May be left early and asked for again: it goes on where it was. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) yield chunk
  }

  /**
   * Reads what is left and compares the hashes.
   * @throws MailError INVALID_SHA256 or INVALID_MD5
   */
  async verify(): Promise<void> {
    while ((await this.#next()) !== undefined);
    const { contentSha256, contentMd5 } = this.#caller
    // The signature covers the header, so a right hash proves that these are the bytes the caller meant.
    if (contentSha256 !== undefined && this.#sha256.digest('base64') !== contentSha256) {
      this.#admission.bodyFailed(true)
      throw new MailError(
        'INVALID_SHA256',
        `The body that arrived (${this.#received} bytes) does not have the SHA-256 that ${headerNames.contentSha256} names. Hash the exact bytes that are sent, after the whole body is put together.`,
      )
    }
    if (contentMd5 !== undefined && this.#md5?.digest('base64') !== contentMd5) {
      this.#admission.bodyFailed(true)
      throw new MailError(
        'INVALID_MD5',
        `The body does not have the MD5 that ${headerNames.contentMd5} names. It may be left out.`,
      )
    }
  }

  /** The whole body, for small XML bodies, verified. */
  async bytes(): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for await (const chunk of this.chunks()) parts.push(chunk)
    await this.verify()
    return Buffer.concat(parts)
  }

  async #next(): Promise<Uint8Array | undefined> {
    this.#begin()
    for (;;) {
      if (this.#fault !== undefined) throw this.#fault
      if (this.#ended) return undefined
      const chunk = this.#request.read() as Buffer | null
      if (chunk !== null) return this.#take(chunk)
      await this.#arrival()
    }
  }

  #take(chunk: Buffer): Uint8Array {
    this.#received += chunk.length
    this.#pace.took(chunk.length)
    if (this.#received > this.#maxBytes) this.#fail(tooLarge(this.#maxBytes))
    if (this.#fault !== undefined) throw this.#fault
    this.#sha256.update(chunk)
    this.#md5?.update(chunk)
    return chunk
  }

  /** Waits for bytes, the end or a fault; only this waiting counts against the caller's pace. */
  async #arrival(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = resolve
    const stop = this.#pace.wait((fault) => this.#fail(fault))
    await promise
    stop()
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    const wake = () => this.#wake?.()
    this.#request.on('readable', wake)
    this.#request.once('end', () => {
      this.#ended = true
      wake()
    })
    this.#request.once('error', (cause) => this.#fail(cutOff(cause)))
    this.#request.once('close', () => {
      if (!this.#request.complete) this.#fail(cutOff())
      wake()
    })
    letContinue(this.#response)
  }

  #fail(fault: Error): void {
    if (this.#fault === undefined) this.#admission.bodyFailed(false)
    this.#fault ??= fault
    this.#wake?.()
  }
}

/** How often it is looked whether the pace has been raised. */
const lookEveryMs = 250

interface PaceRule {
  readonly minimumBytesPerSecond: number
  readonly graceMs: number
  readonly requestTimeoutMs: number
  readonly now: Admission['pace']
}

/**
 * Watches how fast a body comes: one timer, and only while bytes are waited for. A caller may make us wait for the
 * grace, and for as long as what it has sent would take at the least rate; a short standstill ends no large upload.
 */
class Pace {
  readonly #rule: PaceRule
  readonly #deadline: number
  #waitedMs = 0
  #bytes = 0

  constructor(rule: PaceRule) {
    this.#rule = rule
    this.#deadline = performance.now() + rule.requestTimeoutMs
  }

  took(bytes: number): void {
    this.#bytes += bytes
  }

  /** @returns what ends the waiting */
  wait(fail: (fault: MailError) => void): () => void {
    const began = performance.now()
    let timer: NodeJS.Timeout
    const look = () => {
      const now = performance.now()
      const untilDeadline = this.#deadline - now
      const patience = this.#patience() - (now - began)
      if (untilDeadline <= 0) fail(outOfTime())
      else if (patience <= 0) fail(tooSlow())
      else timer = setTimeout(look, Math.ceil(Math.min(patience, untilDeadline, lookEveryMs)))
    }
    look()
    return () => {
      clearTimeout(timer)
      this.#waitedMs += performance.now() - began
    }
  }

  #patience(): number {
    const { minimumBytesPerSecond, graceMs } = this.#rule
    // A least rate of nothing means that only the whole time counts.
    if (minimumBytesPerSecond === 0) return Number.POSITIVE_INFINITY
    const { rate, grace } = this.#rule.now()
    return graceMs * grace + (this.#bytes / (minimumBytesPerSecond * rate)) * 1000 - this.#waitedMs
  }
}

const tooLarge = (maxBytes: number) =>
  new MailError(
    'REQUEST_TOO_LARGE',
    `The body is larger than the ${maxBytes} bytes that this service takes in one request. Send less in one request, or ask the operator to raise the limit.`,
  )

const compressed = () =>
  httpFault('wrongMediaType', 'Bodies are read without Content-Encoding. Send the body as it is, not compressed.', {
    'Accept-Encoding': 'identity',
  })

const tooSlow = () =>
  httpFault(
    'tooSlow',
    'The body arrives more slowly than the service waits for. Nothing was stored. Send the request again.',
  )

const outOfTime = () =>
  httpFault(
    'tooSlow',
    'The whole request took longer than the service waits. Nothing was stored. Send the request again.',
  )

const cutOff = (cause?: unknown) =>
  httpFault(
    'badRequest',
    `The connection ended before the whole body had arrived${cause instanceof Error ? ` (${cause.message})` : ''}.`,
  )
