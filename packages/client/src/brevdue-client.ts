import type { KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Entrypoint,
  type Identification,
  type IdentificationResult,
  identification,
  identificationResult,
  messageDelivery,
  sha256Base64,
  type Version,
  writeDocument,
  xmlMediaType,
} from '@brevdue/protocol'
import { inMemory } from './content.ts'
import { type Delivery, deliveryByDuplicate, deliveryOf } from './delivery.ts'
import { aboutMessage, DigipostError, localError } from './digipost-error.ts'
import { type OutgoingMessage, type PreparedMessage, prepareMessage } from './outgoing-message.ts'
import { readPrivateKey } from './private-key.ts'
import { SignedConnection } from './signed-connection.ts'
import { Transport } from './transport.ts'

export type BrevdueClientOptions = {
  /** Account number of the one who signs (`X-Digipost-UserId`). */
  readonly brokerId: string | number
  /** Private RSA key: PEM, DER, or a key. */
  readonly key: string | Buffer | KeyObject
  /** Of an encrypted key. */
  readonly keyPassword?: string
  /** The certificate registered for the account, PEM or DER; only to notice early that it does not belong to the key. */
  readonly certificate?: string | Buffer
  /** Where the service is. Default `http://127.0.0.1:8282`, the sandbox. */
  readonly url?: string
  readonly version?: Version
  /** Attempts for a message whose outcome is unknown. Default 3. */
  readonly attempts?: number
  /** First pause between two attempts in milliseconds; each next one is twice as long. Default 500. */
  readonly pauseMs?: number
  /**
   * How long the service may be silent, in milliseconds. Default 30 000. Before a large body a thirtieth of it is waited
   * for the service's word to go on.
   */
  readonly timeoutMs?: number
  readonly clock?: () => Date
}

/**
 * Sends letters to Brevdue, or to any service compatible with the Digipost sender API.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs'
 * import { BrevdueClient } from '@brevdue/client'
 *
 * const sandbox = JSON.parse(readFileSync('data/sandbox.json', 'utf8'))
 * const client = new BrevdueClient({
 *   url: sandbox.url,
 *   brokerId: sandbox.senders[0].id,
 *   key: readFileSync(`data/${sandbox.senders[0].key}`),
 * })
 * const delivery = await client.send({
 *   recipient: { personalIdentificationNumber: sandbox.people[0].personalIdentificationNumber },
 *   primaryDocument: { subject: 'Hello', content: 'letter.pdf' },
 * })
 * console.log(delivery.status, delivery.deliveryTime)
 * client.close()
 * ```
 */
export class BrevdueClient {
  readonly #transport: Transport
  readonly #connection: SignedConnection
  readonly #version: Version
  readonly #attempts: number
  readonly #pauseMs: number

  /** @throws DigipostError CLIENT_ERROR for options that cannot work */
  constructor(options: BrevdueClientOptions) {
    const base = readUrl(options.url ?? 'http://127.0.0.1:8282')
    const brokerId = String(options.brokerId)
    if (!/^[1-9]\d{0,18}$/.test(brokerId)) throw new DigipostError('CLIENT_ERROR', 'brokerId is not an account number.')
    const key = localWork('The key cannot be used', () =>
      readPrivateKey(options.key, options.keyPassword, options.certificate),
    )
    this.#version = options.version ?? 'v8'
    this.#attempts = Math.max(1, options.attempts ?? 3)
    this.#pauseMs = options.pauseMs ?? 500
    this.#transport = new Transport(base, options.timeoutMs ?? 30_000)
    const clock = options.clock ?? (() => new Date())
    this.#connection = new SignedConnection(this.#transport, base.pathname, {
      brokerId,
      key,
      version: this.#version,
      clock,
    })
  }

  /**
   * Sends one message and waits until the service has it for good.
   *
   * The message id and the uuids are chosen before the first attempt. An attempt without a trustworthy answer, and one
   * that ended in a fault of the service, is repeated with the same bytes, which cannot deliver twice; a refusal as
   * duplicate then means that the earlier attempt had succeeded. Documents are read from disk as they are sent.
   * @throws DigipostError with `code`, `actor` and `retryable`; when `outcomeUnknown` is true repeat later with the same
   *   `messageId`, which the error has (a program that may be restarted should choose its own), and never send another way
   */
  async send(message: OutgoingMessage, options: { readonly signal?: AbortSignal } = {}): Promise<Delivery> {
    const prepared = await prepareMessage(message, this.#version)
    const { messageId } = prepared.message
    let mayHaveArrived = false
    const delivery = this.#persist(options.signal, async (attempt) => {
      try {
        const answer = await this.#connection.post('create_message', prepared.body, messageDelivery, options.signal)
        return deliveryOf(answer, messageId, attempt)
      } catch (error) {
        if (mayHaveArrived && meansDelivered(error, prepared)) return deliveryByDuplicate(prepared.message, attempt)
        mayHaveArrived ||= error instanceof DigipostError && error.outcomeUnknown
        throw error
      }
    })
    return delivery.catch((error: unknown) => {
      throw aboutMessage(error, messageId)
    })
  }

  /** Whether and how a recipient can be reached (protocol.md 6). Nothing is sent to anybody. */
  async identify(
    recipient: Identification,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<IdentificationResult> {
    const xml = localWork('The question could not be written', () =>
      writeDocument(identification, this.#version, recipient),
    )
    const body = {
      bytes: inMemory(xml),
      contentType: xmlMediaType(this.#version),
      contentSha256: sha256Base64(xml),
      contentLength: xml.byteLength,
    }
    return this.#persist(options.signal, () =>
      this.#connection.post('identify_recipient', body, identificationResult, options.signal),
    )
  }

  /** The service's certificate and links; kept for at most an hour. */
  async getEntrypoint(): Promise<Entrypoint> {
    return this.#connection.entrypoint()
  }

  /** Closes the kept connections. */
  close(): void {
    this.#transport.close()
  }

  async #persist<T>(signal: AbortSignal | undefined, work: (attempt: number) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(attempt)
      } catch (error) {
        const retryable = error instanceof DigipostError && error.retryable
        if (!retryable || attempt >= this.#attempts || signal?.aborted) throw error
        // A caller that gives up meanwhile is told what the last attempt came to.
        await sleep(this.#pauseMs * 2 ** (attempt - 1), undefined, { signal }).catch(() => {
          throw error
        })
      }
    }
  }
}

/** After an attempt that may have succeeded: is this refusal the echo of that success? */
function meansDelivered(error: unknown, prepared: PreparedMessage): boolean {
  if (!(error instanceof DigipostError)) return false
  return error.code === 'DUPLICATE_MESSAGE' || (error.code === 'DUPLICATE_DOCUMENT_ID' && prepared.freshUuids)
}

function readUrl(text: string): URL {
  const url = localWork('url is not an address', () => new URL(text))
  if (url.protocol === 'http:' || url.protocol === 'https:') return url
  throw new DigipostError('CLIENT_ERROR', 'url must begin with http:// or https://.')
}

function localWork<T>(doing: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw localError(error, doing)
  }
}
