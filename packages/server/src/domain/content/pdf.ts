import { indexOfText } from './signatures.ts'

/** What keeps the bytes from being a PDF that readers open, or undefined (PDF 1.7, 7.5; protocol 7.9 for delivery). */
export function pdfFault(head: Uint8Array, tail: Uint8Array): string | undefined {
  const start = indexOfText(head.subarray(0, 1024 + 8), '%PDF-')
  if (start < 0) return 'no PDF header (%PDF-1.x) in its first 1024 bytes'
  const version = Buffer.from(head.subarray(start + 5, start + 8)).toString('latin1')
  if (!/^(?:1\.[0-9]|2\.0)$/.test(version)) return 'a PDF header without a known version'
  if (indexOfText(tail, '%%EOF') < 0) return 'no %%EOF near its end, so it is cut off or damaged'
  return undefined
}
