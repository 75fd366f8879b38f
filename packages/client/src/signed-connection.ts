import { createPublicKey, type KeyObject } from 'node:crypto'
import {
  type AnyElement,
  type Entrypoint,
  entrypoint as entrypointElement,
  formatHttpDate,
  headerNames,
  type Relation,
  readDocument,
  relationOfUri,
  requestCanonicalForms,
  signText,
  type ValueOf,
  type Version,
  xmlMediaType,
} from '@brevdue/protocol'
import { refusalOf, unreadable, untrusted } from './answer-error.ts'
import { DigipostError } from './digipost-error.ts'
import type { Answer, Transport } from './transport.ts'
import { problemOfAnswer } from './verify-answer.ts'

export type SignedBody = {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly contentType: string
  readonly contentSha256: string
  readonly contentLength: number
}

export type ConnectionOptions = {
  readonly brokerId: string
  readonly key: KeyObject
  readonly version: Version
  readonly clock: () => Date
}

type Directory = { readonly entrypoint: Entrypoint; readonly key: KeyObject | undefined; readonly fetchedAt: number }

const maxDirectoryAgeMs = 60 * 60 * 1000
const expectContinueFrom = 1024 * 1024
const userAgent = 'brevdue-client/0.1.0'

/** Signs requests, follows the entry point's links and lets no answer through that is not signed by the service. */
export class SignedConnection {
  readonly #transport: Transport
  readonly #options: ConnectionOptions
  readonly #root: string
  #directory: Promise<Directory> | undefined

  /** @param root path of the entry point */
  constructor(transport: Transport, root: string, options: ConnectionOptions) {
    this.#transport = transport
    this.#root = root
    this.#options = options
  }

  /** The entry point, fetched at most once an hour (protocol.md 2.9). */
  async entrypoint(): Promise<Entrypoint> {
    return (await this.#currentDirectory()).entrypoint
  }

  /**
   * Posts to the link of a relation.
   * @returns the answer of a success, read as `element`; its date, hash and signature have been verified
   * @throws DigipostError for everything else
   */
  async post<E extends AnyElement>(
    relation: Relation,
    body: SignedBody,
    element: E,
    signal?: AbortSignal,
  ): Promise<ValueOf<E>> {
    const { entrypoint, key } = await this.#currentDirectory()
    if (key === undefined) {
      throw new DigipostError('SERVER_SIGNATURE_ERROR', 'The entry point of the service publishes no certificate.')
    }
    const target = targetOf(entrypoint, relation)
    const answer = await this.#send('POST', target, body, signal)
    await this.#verify(answer, target, key)
    if (answer.status < 200 || answer.status > 299) throw refusalOf(answer, true)
    try {
      return readDocument(element, answer.body, { unknown: 'skip' }).value
    } catch (cause) {
      throw unreadable(answer, cause, true)
    }
  }

  async #verify(answer: Answer, target: string, key: KeyObject): Promise<void> {
    const { clock } = this.#options
    let problem = problemOfAnswer(answer, target, key, clock())
    if (problem === undefined) return
    // The service may have changed its key since the entry point was read; the request is not sent again for that.
    this.#directory = undefined
    const renewed = (await this.#currentDirectory().catch(() => undefined))?.key
    if (renewed !== undefined && !renewed.equals(key)) problem = problemOfAnswer(answer, target, renewed, clock())
    if (problem !== undefined) throw untrusted(answer, problem, true)
  }

  async #currentDirectory(): Promise<Directory> {
    const known = await this.#directory
    if (known !== undefined && this.#options.clock().getTime() - known.fetchedAt < maxDirectoryAgeMs) return known
    const fetching = this.#fetchDirectory()
    this.#directory = fetching
    fetching.catch(() => {
      if (this.#directory === fetching) this.#directory = undefined
    })
    return fetching
  }

  async #fetchDirectory(): Promise<Directory> {
    const answer = await this.#send('GET', this.#root)
    const now = this.#options.clock()
    if (answer.status !== 200) throw refusalOf(answer, false)
    const problem = problemOfAnswer(answer, this.#root, undefined, now)
    if (problem !== undefined) throw untrusted(answer, problem, false)
    try {
      const entrypoint = readDocument(entrypointElement, answer.body, { unknown: 'skip' }).value
      const key = entrypoint.certificate === undefined ? undefined : createPublicKey(entrypoint.certificate.trim())
      return { entrypoint, key, fetchedAt: now.getTime() }
    } catch (cause) {
      throw unreadable(answer, cause, false)
    }
  }

  async #send(method: 'GET' | 'POST', target: string, body?: SignedBody, signal?: AbortSignal): Promise<Answer> {
    const { brokerId: userId, key, version, clock } = this.#options
    const date = formatHttpDate(clock())
    const signed = { date, userId, contentSha256: body?.contentSha256 }
    const [canonical = ''] = requestCanonicalForms({ method, target, headers: signed })
    const headers: Record<string, string> = {
      [headerNames.userId]: userId,
      [headerNames.date]: date,
      [headerNames.signature]: await signText(canonical, key),
      Accept: xmlMediaType(version),
      'User-Agent': userAgent,
    }
    if (body !== undefined) {
      headers[headerNames.contentSha256] = body.contentSha256
      headers['Content-Type'] = body.contentType
      headers['Content-Length'] = String(body.contentLength)
      if (body.contentLength >= expectContinueFrom) headers['Expect'] = '100-continue'
    }
    return this.#transport.exchange({ method, target, headers, body: body?.bytes, signal })
  }
}

function targetOf({ link = [] }: Entrypoint, relation: Relation): string {
  const found = link.find((each) => each.rel !== undefined && relationOfUri(each.rel) === relation)
  if (found === undefined) {
    throw new DigipostError('GENERAL_ERROR', `The service has no link ${relation}; it does not offer this operation.`)
  }
  // Host and port stay those that were configured: an unsigned entry point must not send letters elsewhere.
  const uri = new URL(found.uri, 'http://configured.invalid')
  return `${uri.pathname}${uri.search}`
}
