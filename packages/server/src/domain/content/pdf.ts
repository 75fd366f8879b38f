import { type ContentBytes, findLast } from './content-bytes.ts'
import { indexOfText } from './signatures.ts'

/**
 * What keeps readers from opening the bytes as a PDF, or undefined (PDF 1.7, 7.5; protocol 7.9 for delivery). Readers
 * take any version, other bytes before the header within the first 1024, and whatever follows the end.
 */
export async function pdfFault(bytes: ContentBytes): Promise<string | undefined> {
  const { head, tail } = bytes
  if (indexOfText(head.subarray(0, 1024 + 5), '%PDF-') < 0) {
    return 'the header of a PDF (%PDF-) is not in its first 1024 bytes'
  }
  if (indexOfText(tail, '%%EOF') >= 0) return undefined
  const { last } = await findLast(bytes, ['%%EOF', ' obj'])
  const [end = -1, object = -1] = last
  // A PDF made for the web has an end mark near its beginning too: more of the PDF after it means that it was cut off.
  return end >= 0 && object < end ? undefined : 'its end (%%EOF) is missing, so it is cut off or damaged'
}
