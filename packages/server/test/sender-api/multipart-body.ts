import { randomUUID } from 'node:crypto'

export interface Part {
  name: string
  content: Buffer | string
  type?: string
}

/** A multipart body as the official Java client writes it (protocol 4.2). */
export function multipart(parts: Part[], boundary = `boundary_${randomUUID()}`): { body: Buffer; contentType: string } {
  const pieces = parts.flatMap(({ name, content, type = 'application/octet-stream' }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  const body = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
  return { body, contentType: `multipart/vnd.digipost-v8+xml; boundary=${boundary}` }
}

export interface LetterSpec {
  messageId?: string
  senderId?: string
  /** What stands inside <recipient>. */
  recipient?: string
  uuid?: string
  subject?: string | null
  fileType?: string
  content?: Buffer | string
  /** Inside <primary-document>, after <file-type>. */
  inside?: string
  attachments?: { uuid: string; content: Buffer | string; fileType?: string; xml?: string }[]
  /** After the documents. */
  after?: string
  /** Between recipient and primary-document. */
  before?: string
  namespace?: string
  documentAttributes?: string
}

export const kari = '31818000033'

/** The XML of a message, and its parts. */
export function letter(spec: LetterSpec = {}): { xml: string; uuid: string; parts: Part[] } {
  const uuid = spec.uuid ?? randomUUID()
  const { recipient = `<personal-identification-number>${kari}</personal-identification-number>` } = spec
  const { fileType = 'txt', content = 'Hei' } = spec
  const subject = spec.subject === null ? '' : `<subject>${spec.subject ?? 'Hello'}</subject>`
  const attachments = spec.attachments ?? []
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><message xmlns="${spec.namespace ?? 'http://api.digipost.no/schema/v8'}">${
    spec.messageId === undefined ? '' : `<message-id>${spec.messageId}</message-id>`
  }${spec.senderId === undefined ? '' : `<sender-id>${spec.senderId}</sender-id>`}<recipient>${recipient}</recipient>${
    spec.before ?? ''
  }<primary-document${spec.documentAttributes ?? ''}><uuid>${uuid}</uuid>${subject}<file-type>${fileType}</file-type>${
    spec.inside ?? ''
  }</primary-document>${attachments
    .map(
      (each) =>
        `<attachment><uuid>${each.uuid}</uuid><subject>Attached</subject><file-type>${each.fileType ?? 'txt'}</file-type>${each.xml ?? ''}</attachment>`,
    )
    .join('')}${spec.after ?? ''}</message>`
  const parts = [
    { name: 'message', content: xml, type: 'application/vnd.digipost-v8+xml' },
    { name: uuid, content },
    ...attachments.map((each) => ({ name: each.uuid, content: each.content })),
  ]
  return { xml, uuid, parts }
}

/** The request that sends such a letter. */
export function sendingOf(spec: LetterSpec = {}) {
  const { uuid, parts } = letter(spec)
  return { method: 'POST', path: '/messages', uuid, ...multipart(parts) }
}
