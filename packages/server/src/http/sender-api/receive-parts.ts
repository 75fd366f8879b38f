import { MailError, type MultipartPart, readMultipart, requireFilename } from '@brevdue/protocol'
import type { StagedContent } from '../../blobs/content-store.ts'
import type { ReceivedContent } from '../../operations/examine-documents.ts'
import type { ServerDeps } from '../deps.ts'
import type { RequestBody } from './body.ts'
import { Ends } from './ends.ts'

/** A body whose hash has matched. */
export interface ReceivedParts {
  /** The part named `message`. */
  xml: Uint8Array | undefined
  /** By lower-case uuid. */
  documents: Map<string, ReceivedContent>
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Of further documents, the ends are read from where they were stored: a request must not hold megabytes of them. */
const documentsWithEndsInMemory = 8

/**
 * Takes a multipart body apart while it arrives; each document goes to the content store at once, so that memory does
 * not grow with it. A fault found on the way waits for the rest of the body: of bytes that nobody has signed, only
 * that may be said.
 *
 * @throws MailError; then nothing stays staged
 */
export async function receiveParts(deps: ServerDeps, body: RequestBody, boundary: string): Promise<ReceivedParts> {
  const receiving = new Receiving(deps)
  try {
    const fault = await receiving.read(body, boundary).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    await body.verify()
    if (fault !== undefined) throw fault.error
    return receiving.received
  } catch (error) {
    await deps.content.discard(receiving.staged)
    throw error
  }
}

class Receiving {
  readonly received: ReceivedParts = { xml: undefined, documents: new Map() }
  readonly #deps: ServerDeps

  constructor(deps: ServerDeps) {
    this.#deps = deps
  }

  get staged(): StagedContent[] {
    return [...this.received.documents.values()].map(({ content }) => content)
  }

  async read(body: RequestBody, boundary: string): Promise<void> {
    const { maxDocuments } = this.#deps.config.limits
    const parts = readMultipart(body.chunks(), { boundary, limits: { maxParts: maxDocuments + 1 } })
    for await (const part of parts) {
      const name = requireFilename(part)
      if (name === 'message') await this.#message(part)
      else await this.#document(name.toLowerCase(), part)
    }
  }

  async #message(part: MultipartPart): Promise<void> {
    if (this.received.xml !== undefined) {
      throw new MailError('PROBLEM_WITH_REQUEST', 'The body has two parts with the file name message. Send one.')
    }
    const { maxMessageXmlBytes } = this.#deps.config.limits
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of part.body) {
      size += chunk.length
      if (size > maxMessageXmlBytes) {
        throw new MailError(
          'REQUEST_TOO_LARGE',
          `The XML of the message is larger than the ${maxMessageXmlBytes} bytes that this service reads.`,
        )
      }
      chunks.push(chunk)
    }
    this.received.xml = Buffer.concat(chunks)
  }

  async #document(name: string, part: MultipartPart): Promise<void> {
    if (!uuidForm.test(name)) {
      throw mismatch(`the file name “${name.slice(0, 60)}” is neither message nor the uuid of a document`)
    }
    if (this.received.documents.has(name)) throw mismatch(`two parts have the file name ${name}`)
    const store = this.#deps.content
    const inMemory = this.received.documents.size < documentsWithEndsInMemory
    const ends = new Ends()
    const content = await store.stage(inMemory ? ends.through(part.body) : part.body)
    this.received.documents.set(name, {
      content,
      ends: async () => {
        if (!inMemory) for await (const _ of ends.through(store.read(content)));
        return ends
      },
    })
  }
}

const mismatch = (what: string) =>
  new MailError('DOCUMENTS_AND_FILES_MISMATCH', `Documents and parts do not match one to one: ${what}.`)
