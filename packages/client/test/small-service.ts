import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type ErrorCode,
  entrypoint,
  errorCodes,
  errorElement,
  formatHttpDate,
  headerNames,
  identificationResult,
  type Message,
  message,
  messageDelivery,
  parseMultipartType,
  readDocument,
  readMultipart,
  relationUri,
  requestCanonicalForms,
  requireFilename,
  responseCanonicalForm,
  sha256Base64,
  signText,
  verifyText,
  writeDocument,
  xmlMediaType,
} from '@brevdue/protocol'

export const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

export type Received = {
  message: Message
  contents: Map<string, { sha256: string; size: number }>
  headers: http.IncomingHttpHeaders
}

/** What a test may make go wrong with one answer. */
export type Trouble = {
  /** After the request was carried out. */
  after?:
    | 'hang-up'
    | 'forge-body'
    | 'no-signature'
    | 'old-date'
    | 'status-500'
    | 'html-502'
    | 'nonsense'
    | 'other-key'
    | 'news'
  /** Instead of carrying it out. */
  before?:
    | 'hang-up'
    | 'status-503'
    | { code: ErrorCode; message: string }
    | { status: number; code: string; type: string }
}

/** A service on a real port that verifies every request and signs every answer, as small as it can be. */
export class SmallService {
  readonly broker = pair()
  responseKeys = pair()
  readonly received: Received[] = []
  readonly troubles: Trouble[] = []
  entrypoints = 0
  posts = 0
  expectations = 0
  /** Of connections that are closed. */
  bytesReceived = 0
  refuseOnExpect: ErrorCode | undefined
  clock = () => new Date()
  links = ['create_message', 'identify_recipient'] as const
  readonly #server = http.createServer((request, response) => void this.#serve(request, response))

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async start(): Promise<this> {
    this.#server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
      this.expectations++
      if (this.refuseOnExpect !== undefined) return void this.#error(request, response, this.refuseOnExpect)
      response.writeContinue()
      void this.#serve(request, response)
    })
    this.#server.on('connection', (socket) => socket.on('close', () => (this.bytesReceived += socket.bytesRead)))
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.url === '/') return await this.#entrypoint(request, response)
      this.posts++
      const trouble = this.troubles.shift() ?? {}
      if (await this.#refuseBefore(trouble, request, response)) return
      const problem = await this.#carryOut(request)
      if (typeof problem === 'string') return await this.#error(request, response, problem)
      await this.#answerAfter(trouble, request, response, problem)
    } catch (error) {
      process.stderr.write(`small service: ${String(error)}\n`)
      response.destroy(error as Error)
    }
  }

  async #entrypoint(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.entrypoints++
    if (!this.#signatureHolds(request, undefined)) return this.#error(request, response, 'INVALID_SIGNATURE')
    const body = writeDocument(entrypoint, 'v8', {
      certificate: this.responseKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      link: this.links.map((relation) => ({
        rel: relationUri('https://elsewhere.example', relation),
        uri: `https://elsewhere.example/${relation}?v=1`,
        mediaType: xmlMediaType('v8'),
      })),
    })
    await this.#sign(request, response, 200, body)
  }

  async #refuseBefore(trouble: Trouble, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const { before } = trouble
    if (before === undefined) return false
    if (before === 'hang-up') request.socket.destroy()
    else if (before === 'status-503') await this.#error(request, response, 'API_UNAVAILABLE')
    else if ('status' in before) {
      const value = { errorCode: before.code, errorMessage: 'because', errorType: before.type }
      await this.#sign(request, response, before.status, writeDocument(errorElement, 'v8', value))
    } else await this.#error(request, response, before.code, before.message)
    return true
  }

  /** Reads and judges the request; a code when it is refused, the body of the answer otherwise. */
  async #carryOut(request: IncomingMessage): Promise<ErrorCode | Uint8Array> {
    const hash = createHash('sha256')
    const hashed = async function* () {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        hash.update(chunk)
        yield chunk
      }
    }
    const isMessage = request.url === '/create_message?v=1'
    const received = isMessage ? await this.#readMessage(request, hashed()) : await Array.fromAsync(hashed())
    const contentSha256 = hash.digest('base64')
    if (contentSha256 !== request.headers['x-content-sha256']) return 'INVALID_SHA256'
    if (!this.#signatureHolds(request, contentSha256)) return 'INVALID_SIGNATURE'
    if (Array.isArray(received)) return writeDocument(identificationResult, 'v8', { result: 'DIGIPOST' })
    if (this.received.some((each) => each.message.messageId === received.message.messageId)) return 'DUPLICATE_MESSAGE'
    this.received.push(received)
    return writeDocument(messageDelivery, 'v8', {
      ...(received.message.messageId !== undefined && { messageId: received.message.messageId }),
      deliveryMethod: 'DIGIPOST',
      senderId: '9999',
      status: 'DELIVERED',
      deliveryTime: '2016-12-07T08:45:32.675+01:00',
      primaryDocument: received.message.primaryDocument,
      ...(received.message.attachment && { attachment: received.message.attachment }),
    })
  }

  async #readMessage(request: IncomingMessage, body: AsyncIterable<Uint8Array>): Promise<Received> {
    const { boundary } = parseMultipartType(request.headers['content-type'] ?? '')
    const contents: Received['contents'] = new Map()
    let xml = Buffer.alloc(0)
    for await (const part of readMultipart(body, { boundary })) {
      const hash = createHash('sha256')
      const kept: Uint8Array[] = []
      let size = 0
      for await (const chunk of part.body) {
        hash.update(chunk)
        size += chunk.length
        if (part.filename === 'message') kept.push(chunk)
      }
      if (part.filename === 'message') xml = Buffer.concat(kept)
      else contents.set(requireFilename(part), { sha256: hash.digest('base64'), size })
    }
    return { message: readDocument(message, xml).value, contents, headers: request.headers }
  }

  async #answerAfter(
    trouble: Trouble,
    request: IncomingMessage,
    response: ServerResponse,
    body: Uint8Array,
  ): Promise<void> {
    const { after } = trouble
    if (after === 'hang-up') request.socket.destroy()
    else if (after === 'status-500') await this.#error(request, response, 'SERVER_ERROR')
    else if (after === 'html-502')
      response.writeHead(502, { Date: formatHttpDate(this.clock()) }).end('<h1>Bad gateway</h1>')
    else if (after === 'nonsense') await this.#sign(request, response, 200, Buffer.from('<surprise/>'))
    else {
      if (after === 'other-key') this.responseKeys = pair()
      if (after === 'news') return this.#sign(request, response, 200, withNews(body))
      await this.#sign(request, response, 200, body, after)
    }
  }

  #signatureHolds(request: IncomingMessage, contentSha256: string | undefined): boolean {
    const headers = { date: request.headers.date ?? '', userId: '9999', contentSha256 }
    const forms = requestCanonicalForms({ method: request.method ?? '', target: request.url ?? '', headers })
    const signature = String(request.headers['x-digipost-signature'])
    return forms.some((form) => verifyText(form, signature, this.broker.publicKey))
  }

  async #error(
    request: IncomingMessage,
    response: ServerResponse,
    code: ErrorCode,
    text: string = code,
  ): Promise<void> {
    if (request.headers.expect === undefined) request.resume()
    const { status, type } = errorCodes[code]
    const body = writeDocument(errorElement, 'v8', { errorCode: code, errorMessage: text, errorType: type })
    await this.#sign(request, response, status ?? 500, body)
  }

  async #sign(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    body: Uint8Array,
    fault?: Trouble['after'],
    key: KeyObject = this.responseKeys.privateKey,
  ): Promise<void> {
    const now = fault === 'old-date' ? new Date(this.clock().getTime() - 301_000) : this.clock()
    const date = formatHttpDate(now)
    const contentSha256 = sha256Base64(body)
    const canonical = responseCanonicalForm({ status, target: request.url ?? '', date, contentSha256 })
    response.writeHead(status, {
      [headerNames.date]: date,
      [headerNames.contentSha256]: contentSha256,
      ...(fault !== 'no-signature' && { [headerNames.signature]: await signText(canonical, key) }),
      'Content-Type': xmlMediaType('v8'),
      'Content-Length': body.length,
      'X-Request-Id': 'r-1',
    })
    response.end(fault === 'forge-body' ? Buffer.from(body).fill('x', 0, 1) : body)
  }
}

/** An answer of a later version of the service: an element and an attribute that nobody has heard of. */
function withNews(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString()
  return Buffer.from(
    text.replace('<delivery-method>', '<carrier kind="pigeon"><name/></carrier><delivery-method seal="wax">'),
  )
}
