import { hasText } from './signatures.ts'

/** What keeps the bytes from being a PNG image, or undefined. */
export function pngFault(head: Uint8Array): string | undefined {
  if (!hasText(head, 0, '\x89PNG\r\n\x1a\n') || !hasText(head, 12, 'IHDR')) return 'no PNG header'
  if (head.length < 33) return 'a PNG header that is cut off'
  const view = viewOf(head)
  return view.getUint32(16) > 0 && view.getUint32(20) > 0 ? undefined : 'a PNG header without width and height'
}

/** What keeps the bytes from being a GIF image, or undefined. */
export function gifFault(head: Uint8Array): string | undefined {
  if (!hasText(head, 0, 'GIF87a') && !hasText(head, 0, 'GIF89a')) return 'no GIF header'
  if (head.length < 13) return 'a GIF header that is cut off'
  const view = viewOf(head)
  return view.getUint16(6, true) > 0 && view.getUint16(8, true) > 0
    ? undefined
    : 'a GIF header without width and height'
}

/**
 * What keeps the bytes from being a JPEG image, or undefined. Follows the segments to the frame header; one that
 * lies beyond the bytes at hand (a large colour profile before it) counts as found.
 */
export function jpegFault(head: Uint8Array): string | undefined {
  if (!hasText(head, 0, '\xff\xd8\xff')) return 'no JPEG header'
  const view = viewOf(head)
  let at = 2
  while (at + 9 <= head.length) {
    const marker = head[at + 1] ?? 0
    if (head[at] !== 0xff) return 'a broken JPEG segment'
    if (marker === 0xff) at++
    else if (isFrameHeader(marker)) {
      // A height of zero is legal: it then stands in a later segment.
      return view.getUint16(at + 7) > 0 ? undefined : 'a JPEG frame without width'
    } else if (marker === 0xda || marker === 0xd9) return 'no JPEG frame header before its image data'
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return head.length >= 64 * 1024 || at > head.length + 0xffff ? undefined : 'a JPEG header that is cut off'
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
