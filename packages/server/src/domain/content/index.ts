import { MailError } from '@brevdue/protocol'
import { archiveLikeness, officeFault, zipFault } from './archives.ts'
import type { ContentBytes } from './content-bytes.ts'
import { examineHtml } from './html/examine-html.ts'
import type { Remark } from './html/remark.ts'
import { gifFault, jpegFault, pngFault } from './images.ts'
import { pdfFault } from './pdf.ts'
import { contentRefusal } from './refusal.ts'
import { hasText, likenessOf } from './signatures.ts'
import { textFault, xmlFault } from './text.ts'

export { maxHtmlBytes } from './html/examine-html.ts'
export { TextCheck } from './text-check.ts'

/** What we hold the content of a document to be. */
export interface ContentVerdict {
  contentType: string
  /** What the recipient sees of an HTML letter: the HTML rebuilt from its allowed parts, UTF-8. */
  view?: Uint8Array
  /** What that view shows otherwise than the sender wrote it. */
  changes?: readonly Remark[]
}

type Fault = string | undefined
interface FileType {
  contentType: string
  /** What keeps viewers from showing content of this type, as a sentence about "it"; undefined when nothing does. */
  fault: (bytes: ContentBytes) => Fault | Promise<Fault>
  code?: 'INVALID_PDF_CONTENT' | 'INVALID_HTML_CONTENT'
  isText?: true
}

const office = 'application/vnd.openxmlformats-officedocument'
const html: FileType = { contentType: 'text/html', fault: htmlFault, code: 'INVALID_HTML_CONTENT', isText: true }
const jpeg: FileType = { contentType: 'image/jpeg', fault: ({ head }) => jpegFault(head) }
const xml: FileType = { contentType: 'application/xml', fault: ({ head }) => xmlFault(head), isText: true }

/** The file types that may be sent (protocol 7.1), by the lower-case extension that `file-type` holds. */
const fileTypes: ReadonlyMap<string, FileType> = new Map<string, FileType>([
  ['pdf', { contentType: 'application/pdf', fault: pdfFault, code: 'INVALID_PDF_CONTENT' }],
  ['html', html],
  ['htm', html],
  ['txt', { contentType: 'text/plain', fault: ({ head }) => textFault(head), isText: true }],
  ['png', { contentType: 'image/png', fault: ({ head }) => pngFault(head) }],
  ['jpg', jpeg],
  ['jpeg', jpeg],
  ['gif', { contentType: 'image/gif', fault: ({ head }) => gifFault(head) }],
  ['xml', xml],
  ['ehf', xml],
  ['zip', { contentType: 'application/zip', fault: zipFault }],
  ['docx', { contentType: `${office}.wordprocessingml.document`, fault: (bytes) => officeFault('docx', bytes) }],
  ['xlsx', { contentType: `${office}.spreadsheetml.sheet`, fault: (bytes) => officeFault('xlsx', bytes) }],
  ['pptx', { contentType: `${office}.presentationml.presentation`, fault: (bytes) => officeFault('pptx', bytes) }],
])

/** Every file type that may be sent, for messages and for the features a sender may read. */
export const knownFileTypes: readonly string[] = [...fileTypes.keys()]

/**
 * Decides by the bytes, not by any name, whether content is what its document says (protocol 7.1, 7.8–7.10). As strict
 * as viewers are, and no stricter.
 *
 * @param fileType the document's `file-type`
 * @param whole the whole content; called when the type is HTML only
 * @throws MailError ILLEGAL_CONTENT_TYPE, BAD_CONTENT, INVALID_PDF_CONTENT or INVALID_HTML_CONTENT
 */
export async function examineContent(
  fileType: string,
  bytes: ContentBytes,
  whole: () => Promise<Uint8Array>,
): Promise<ContentVerdict> {
  const stated = fileType.trim().toLowerCase()
  const type = fileTypes.get(stated)
  if (type === undefined) {
    throw new MailError(
      'ILLEGAL_CONTENT_TYPE',
      `file-type "${stated.slice(0, 30)}" cannot be sent. The sender must use one of: ${knownFileTypes.join(', ')}.`,
    )
  }
  const fault = await type.fault(bytes)
  if (fault !== undefined) throw await refusalOf(stated, type, fault, bytes)
  return type === html
    ? { contentType: type.contentType, ...examineHtml(await whole()) }
    : { contentType: type.contentType }
}

async function refusalOf(stated: string, type: FileType, fault: string, bytes: ContentBytes): Promise<MailError> {
  const likeness = (await archiveLikeness(bytes)) ?? likenessOf(bytes.head)
  const possible: string[] = []
  for (const name of likeness.types) {
    if ((await fileTypes.get(name)?.fault(bytes)) === undefined) possible.push(name)
  }
  const { code = 'BAD_CONTENT', isText = false } = type
  return contentRefusal({ stated, code, fault, likeness, possible, isText })
}

function htmlFault({ head }: ContentBytes): Fault {
  // Text of any kind may be HTML; what is plainly something else gets the clearer message.
  if (hasText(head, 0, '%PDF-')) return 'it does not begin as HTML does'
  return head.includes(0) ? 'it has NUL bytes, which UTF-8 text has not' : undefined
}
