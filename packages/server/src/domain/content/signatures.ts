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

const signatures: readonly [string, string][] = [
  ['%PDF-', 'a PDF'],
  ['\x89PNG\r\n\x1a\n', 'a PNG image'],
  ['\xff\xd8\xff', 'a JPEG image'],
  ['GIF87a', 'a GIF image'],
  ['GIF89a', 'a GIF image'],
  ['PK\x03\x04', 'a ZIP archive (Office documents are such)'],
  ['PK\x05\x06', 'an empty ZIP archive'],
  ['\xd0\xcf\x11\xe0', 'an Office document of the old binary form'],
  ['MZ', 'a Windows program'],
  ['\x7fELF', 'a program'],
  ['{\\rtf', 'an RTF document'],
  ['<?xml', 'XML'],
]

/** Plain words for what the first bytes look like, for messages. */
export function describeContent(head: Uint8Array): string {
  const known = signatures.find(([signature]) => hasText(head, 0, signature))
  if (known !== undefined) return known[1]
  const start = Buffer.from(head.subarray(0, 256)).toString('latin1').trimStart().toLowerCase()
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'HTML'
  return start.includes('\0') ? 'binary content of an unknown kind' : 'text'
}
