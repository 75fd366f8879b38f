import { MailError } from '@brevdue/protocol'
import { officeFault, zipFault } from './archives.ts'
import { examineHtml } from './html/examine-html.ts'
import type { Remark } from './html/remark.ts'
import { gifFault, jpegFault, pngFault } from './images.ts'
import { pdfFault } from './pdf.ts'
import { describeContent, hasText } from './signatures.ts'
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
  fault: (head: Uint8Array, tail: Uint8Array) => Fault
  code?: 'INVALID_PDF_CONTENT' | 'INVALID_HTML_CONTENT'
}

const office = 'application/vnd.openxmlformats-officedocument'
const html: FileType = { contentType: 'text/html', fault: htmlFault, code: 'INVALID_HTML_CONTENT' }
const jpeg: FileType = { contentType: 'image/jpeg', fault: jpegFault }

/** The file types that may be sent (protocol 7.1), by the lower-case extension that `file-type` holds. */
const fileTypes: ReadonlyMap<string, FileType> = new Map([
  ['pdf', { contentType: 'application/pdf', fault: pdfFault, code: 'INVALID_PDF_CONTENT' }],
  ['html', html],
  ['htm', html],
  ['txt', { contentType: 'text/plain', fault: textFault }],
  ['png', { contentType: 'image/png', fault: pngFault }],
  ['jpg', jpeg],
  ['jpeg', jpeg],
  ['gif', { contentType: 'image/gif', fault: gifFault }],
  ['xml', { contentType: 'application/xml', fault: xmlFault }],
  ['ehf', { contentType: 'application/xml', fault: xmlFault }],
  ['zip', { contentType: 'application/zip', fault: zipFault }],
  [
    'docx',
    { contentType: `${office}.wordprocessingml.document`, fault: (head, tail) => officeFault('docx', head, tail) },
  ],
  ['xlsx', { contentType: `${office}.spreadsheetml.sheet`, fault: (head, tail) => officeFault('xlsx', head, tail) }],
  [
    'pptx',
    { contentType: `${office}.presentationml.presentation`, fault: (head, tail) => officeFault('pptx', head, tail) },
  ],
])

/** Every file type that may be sent, for messages and for the features a sender may read. */
export const knownFileTypes: readonly string[] = [...fileTypes.keys()]

/**
 * Decides by the bytes, not by any name, whether content is what its document says (protocol 7.1, 7.8–7.10).
 *
 * @param fileType the document's `file-type`
 * @param head the first 64 KiB, or all of it
 * @param tail the last 2 KiB, or all of it
 * @param whole the whole content; asked for when the type is HTML only
 * @throws MailError ILLEGAL_CONTENT_TYPE, BAD_CONTENT, INVALID_PDF_CONTENT or INVALID_HTML_CONTENT
 */
export async function examineContent(
  fileType: string,
  head: Uint8Array,
  tail: Uint8Array,
  whole: () => Promise<Uint8Array>,
): Promise<ContentVerdict> {
  const declared = fileType.trim().toLowerCase()
  const type = fileTypes.get(declared)
  if (type === undefined) {
    throw new MailError(
      'ILLEGAL_CONTENT_TYPE',
      `file-type "${declared.slice(0, 30)}" cannot be sent. The sender must use one of: ${knownFileTypes.join(', ')}.`,
    )
  }
  const fault = type.fault(head, tail)
  if (fault !== undefined) throw mismatch(declared, type, fault, head)
  return type === html
    ? { contentType: type.contentType, ...examineHtml(await whole()) }
    : { contentType: type.contentType }
}

function mismatch(declared: string, type: FileType, fault: string, head: Uint8Array): MailError {
  return new MailError(
    type.code ?? 'BAD_CONTENT',
    `The document says file-type "${declared}", but its content has ${fault}. It looks like ${describeContent(head)}. ` +
      'The sender must send content of the stated type, or state the type that it is.',
  )
}

function htmlFault(head: Uint8Array): Fault {
  // Text of any kind may be HTML; what is plainly something else gets the clearer message.
  return head.includes(0) || hasText(head, 0, '%PDF-') ? 'no HTML' : undefined
}
