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

const element = (name: string, text: string | null | undefined) =>
  text === null || text === undefined ? '' : `<${name}>${text}</${name}>`
const defaultRecipient = element('personal-identification-number', kari)

function documentXml(name: string, attributes: string, content: (string | undefined)[]): string {
  return `<${name}${attributes}>${content.join('')}</${name}>`
}

function attachmentXml({ uuid, fileType = 'txt', xml }: NonNullable<LetterSpec['attachments']>[number]): string {
  const content = [element('uuid', uuid), element('subject', 'Attached'), element('file-type', fileType), xml]
  return documentXml('attachment', '', content)
}

function messageXml(spec: LetterSpec, uuid: string): string {
  const { subject = 'Hello', fileType = 'txt', namespace = 'http://api.digipost.no/schema/v8' } = spec
  const content = [element('uuid', uuid), element('subject', subject), element('file-type', fileType), spec.inside]
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><message xmlns="${namespace}">`,
    element('message-id', spec.messageId),
    element('sender-id', spec.senderId),
    element('recipient', spec.recipient ?? defaultRecipient),
    spec.before,
    documentXml('primary-document', spec.documentAttributes ?? '', content),
    ...(spec.attachments ?? []).map(attachmentXml),
    spec.after,
    '</message>',
  ].join('')
}

/** The XML of a message, and its parts. */
export function letter(spec: LetterSpec = {}): { xml: string; uuid: string; parts: Part[] } {
  const uuid = spec.uuid ?? randomUUID()
  const xml = messageXml(spec, uuid)
  const parts = [
    { name: 'message', content: xml, type: 'application/vnd.digipost-v8+xml' },
    { name: uuid, content: spec.content ?? 'Hei' },
    ...(spec.attachments ?? []).map((each) => ({ name: each.uuid, content: each.content })),
  ]
  return { xml, uuid, parts }
}

/** The request that sends such a letter. */
export function sendingOf(spec: LetterSpec = {}) {
  const { uuid, parts } = letter(spec)
  return { method: 'POST', path: '/messages', uuid, ...multipart(parts) }
}
