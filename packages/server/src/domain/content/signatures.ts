/** Compares bytes at a place with ASCII text. */
export function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  if (at < 0 || at + text.length > bytes.length) return false
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false
  }
  return true
}

/** Where ASCII text first stands in the bytes, or -1. */
export function indexOfText(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(text, 'latin1')
}

/** What the first bytes look like. */
export interface Likeness {
  /** Plain words for messages, with their article. */
  words: string
  /** The file types that such content can be sent as, likeliest first; none for what cannot be sent. */
  types: readonly string[]
}

const zip: Likeness = { words: 'a ZIP archive (Office documents are such)', types: ['docx', 'xlsx', 'pptx', 'zip'] }
const html: Likeness = { words: 'HTML', types: ['html', 'htm', 'txt'] }

const signatures: readonly [string, Likeness][] = [
  ['%PDF-', { words: 'a PDF', types: ['pdf'] }],
  ['\x89PNG\r\n\x1a\n', { words: 'a PNG image', types: ['png'] }],
  ['\xff\xd8\xff', { words: 'a JPEG image', types: ['jpg', 'jpeg'] }],
  ['GIF87a', { words: 'a GIF image', types: ['gif'] }],
  ['GIF89a', { words: 'a GIF image', types: ['gif'] }],
  ['PK\x03\x04', zip],
  ['PK\x05\x06', zip],
  ['PK00PK\x03\x04', zip],
  ['PK\x07\x08PK\x03\x04', zip],
  ['\xd0\xcf\x11\xe0', { words: 'an Office document of the old binary form, or one with a password', types: [] }],
  ['{\\rtf', { words: 'an RTF document', types: [] }],
  ['II*\0', { words: 'a TIFF image', types: [] }],
  ['MM\0*', { words: 'a TIFF image', types: [] }],
  ['BM', { words: 'a BMP image', types: [] }],
  ['MZ', { words: 'a Windows program', types: [] }],
  ['\x7fELF', { words: 'a program', types: [] }],
]

const isUtf16 = (head: Uint8Array): boolean =>
  hasText(head, 0, '\xff\xfe') || hasText(head, 0, '\xfe\xff') || alternatesWithNul(head)

/** Most Western letters in UTF-16 have a NUL beside them, always on the same side. */
function alternatesWithNul(head: Uint8Array): boolean {
  const sample = head.subarray(0, 512)
  if (sample.length < 4) return false
  const nuls = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = nuls
  const half = sample.length / 2
  return (odd > half * 0.6 && even === 0) || (even > half * 0.6 && odd === 0)
}

/** By the first bytes alone, whatever name or type the content has. Text in another encoding begins with "text in". */
export function likenessOf(head: Uint8Array): Likeness {
  const known = signatures.find(([signature]) => hasText(head, 0, signature))
  // two letters begin many a text
  if (known !== undefined && !(known[0].length === 2 && isText(head))) return known[1]
  if (isUtf16(head)) return { words: 'text in UTF-16', types: [] }
  if (!isText(head)) {
    return indexOfText(head, '%PDF-') >= 0
      ? { words: 'a PDF with other bytes before it', types: ['pdf'] }
      : { words: 'binary content of an unknown kind', types: [] }
  }
  return textLikeness(head)
}

function textLikeness(head: Uint8Array): Likeness {
  if (!isUtf8(head)) return { words: 'text in an older encoding, such as Windows-1252', types: [] }
  const start = Buffer.from(head.subarray(0, 256))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?\s*/, '')
    .toLowerCase()
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return html
  if (start.startsWith('<?xml')) return { words: 'XML', types: ['xml', 'ehf', 'txt'] }
  return { words: 'text', types: ['txt'] }
}

/** No control characters but those that text has. */
function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b)
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // a character may be cut at the end of what is at hand
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}
