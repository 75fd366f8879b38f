import { createHash, randomUUID } from 'node:crypto'
import {
  type Document,
  formatDateTime,
  type Message,
  type MessageRecipient,
  type MultipartBody,
  message as messageElement,
  multipartBody,
  type OutgoingPart,
  type Version,
  writeDocument,
  xmlMediaType,
} from '@brevdue/protocol'
import { type Content, fileTypeOfPath, inMemory, openContent } from './content.ts'
import { DigipostError, localError } from './digipost-error.ts'
import type { SignedBody } from './signed-connection.ts'

/** A document to send: every element of the protocol's document that a sender may set, and the bytes. */
export type OutgoingDocument = Omit<Document, 'uuid' | 'fileType' | 'contentHash' | 'link' | 'invoice'> & {
  readonly content: Content
  /** `pdf`, `txt`, `html`…; by default the extension of the path. */
  readonly fileType?: string
  /** By default a new one. */
  readonly uuid?: string
}

/** A message to send: every element of the protocol's message that a sender may set. */
export type OutgoingMessage = Omit<Message, 'recipient' | 'deliveryTime' | 'primaryDocument' | 'attachment'> & {
  readonly recipient: MessageRecipient
  readonly primaryDocument: OutgoingDocument
  readonly attachments?: readonly OutgoingDocument[]
  readonly deliveryTime?: Date | string
}

/** A message that is ready to be sent, as often as needed, as the same bytes each time. */
export type PreparedMessage = {
  readonly message: Message & { messageId: string }
  /** Whether all uuids are ours, so that no earlier message can have used them. */
  readonly freshUuids: boolean
  readonly body: SignedBody
}

const keptInMemory = 256 * 1024

/**
 * Chooses message id and uuids, writes the XML and reads all content once for the hash.
 * @throws DigipostError CLIENT_ERROR or SCHEMA_VALIDATION_ERROR; nothing has been sent then
 */
export async function prepareMessage(outgoing: OutgoingMessage, version: Version): Promise<PreparedMessage> {
  try {
    const { primaryDocument, attachments = [], deliveryTime, messageId = randomUUID(), ...rest } = outgoing
    const documents = await Promise.all([primaryDocument, ...attachments].map((each) => prepareDocument(each)))
    const [first, ...others] = documents.map((each) => each.document)
    if (first === undefined) throw new DigipostError('CLIENT_ERROR', 'A message needs a primary document.')
    const message = {
      ...rest,
      messageId,
      ...(deliveryTime !== undefined && { deliveryTime: dateTime(deliveryTime) }),
      primaryDocument: first,
      ...(others.length > 0 && { attachment: others }),
    }
    const xml = writeDocument(messageElement, version, message)
    const parts = [
      { filename: 'message', contentType: xmlMediaType(version), content: xml },
      ...documents.map((d) => d.part),
    ]
    const body = multipartBody(parts, { version })
    const freshUuids = [primaryDocument, ...attachments].every((each) => each.uuid === undefined)
    return { message, freshUuids, body: await measure(body) }
  } catch (error) {
    throw localError(error, 'The message could not be prepared')
  }
}

const dateTime = (time: Date | string) => (typeof time === 'string' ? time : formatDateTime(time))

async function prepareDocument(outgoing: OutgoingDocument): Promise<{ document: Document; part: OutgoingPart }> {
  const { content, uuid = randomUUID(), fileType = fileTypeOfPath(content), ...rest } = outgoing
  if (fileType === undefined) {
    throw new DigipostError('CLIENT_ERROR', 'fileType is missing: it can only be told from the path of a document.')
  }
  const opened = await openContent(content)
  return {
    document: { ...rest, uuid, fileType },
    part: { filename: uuid, contentType: 'application/octet-stream', ...opened },
  }
}

/** The pre-pass: hash and length. A small body is kept and sent in one piece; others are read again when they are sent. */
async function measure(body: MultipartBody): Promise<SignedBody> {
  const hash = createHash('sha256')
  const kept: Buffer[] = []
  let contentLength = 0
  for await (const chunk of body) {
    hash.update(chunk)
    contentLength += chunk.byteLength
    if (contentLength <= keptInMemory) kept.push(Buffer.from(chunk))
  }
  const bytes = contentLength <= keptInMemory ? inMemory(Buffer.concat(kept)) : body
  return { bytes, contentType: body.contentType, contentSha256: hash.digest('base64'), contentLength }
}
