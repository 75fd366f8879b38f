import { hasText } from './signatures.ts'

/** What keeps viewers from showing the bytes as a PNG image, or undefined. */
export function pngFault(head: Uint8Array): string | undefined {
  if (!hasText(head, 0, '\x89PNG\r\n\x1a\n')) return 'it does not begin as a PNG image does'
  if (!hasText(head, 12, 'IHDR')) return 'its first part is not the image header (IHDR)'
  if (head.length < 33) return 'it ends within its header'
  const view = viewOf(head)
  return view.getUint32(16) > 0 && view.getUint32(20) > 0 ? undefined : 'it has no width or no height'
}

/**
 * What keeps viewers from showing the bytes as a GIF image, or undefined. The size in the header may be zero: browsers
 * then take that of the first frame.
 */
export function gifFault(head: Uint8Array): string | undefined {
  if (!hasText(head, 0, 'GIF87a') && !hasText(head, 0, 'GIF89a')) return 'it does not begin as a GIF image does'
  if (head.length < 13) return 'it ends within its header'
  const view = viewOf(head)
  if (view.getUint16(6, true) > 0 && view.getUint16(8, true) > 0) return undefined
  const frame = firstFrame(head)
  if (frame === undefined) return 'it has no width or no height'
  return view.getUint16(frame + 5, true) > 0 && view.getUint16(frame + 7, true) > 0
    ? undefined
    : 'it has no width or no height'
}

/** Where the first frame of a GIF is described, past its colours and extensions; undefined when it is not at hand. */
function firstFrame(head: Uint8Array): number | undefined {
  const packed = head[10] ?? 0
  let at = 13 + ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1))
  while (head[at] === 0x21) {
    at += 2
    while ((head[at] ?? 0) > 0) at += 1 + (head[at] ?? 0)
    at++
  }
  return head[at] === 0x2c && at + 10 <= head.length ? at : undefined
}

/**
 * What keeps viewers from showing the bytes as a JPEG image, or undefined. Follows the segments to the start of the
 * image data as decoders do: bytes between segments that belong to none are passed over, and so is every segment that
 * a decoder need not understand. What is beyond the bytes at hand (a large colour profile) counts as right.
 */
export function jpegFault(head: Uint8Array): string | undefined {
  if (!hasText(head, 0, '\xff\xd8\xff')) return 'it does not begin as a JPEG image does'
  const view = viewOf(head)
  let framed = false
  for (const { marker, at } of segmentsOf(head)) {
    if (marker === 0xda) return framed ? undefined : 'its size is not stated before its image data'
    if (marker === 0xd9) break
    if (isFrameHeader(marker) && at + 8 <= head.length) {
      if (!isShown(marker)) return 'it is of a lossless or hierarchical kind that viewers do not show'
      // a height of zero is legal: a later segment states it
      if (view.getUint16(at + 6) === 0) return 'it has no width'
      framed = true
    }
  }
  if (head.length >= 64 * 1024) return undefined
  return framed ? 'it ends before its image data' : 'it ends before its size is stated'
}

/** The markers after the first one, each with the place of its own byte, as far as they are at hand. */
function* segmentsOf(head: Uint8Array): Generator<{ marker: number; at: number }> {
  const view = viewOf(head)
  for (let at = nextMarker(head, 2); at < head.length; ) {
    const marker = head[at] ?? 0
    if (!standsAlone(marker) && at + 2 >= head.length) return
    yield { marker, at }
    at = nextMarker(head, at + (standsAlone(marker) ? 1 : 1 + Math.max(2, view.getUint16(at + 1))))
  }
}

/** Where the next marker's own byte is, after its 0xff: fill bytes, stuffed bytes and stray bytes are passed over. */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    at = bytes.indexOf(0xff, at)
    if (at < 0) return bytes.length
    while (bytes[at] === 0xff) at++
    if (bytes[at] !== 0) return at
  }
  return at
}

/** Markers without a length: restarts, the temporary one, and a second start of image. */
const standsAlone = (marker: number): boolean => (marker >= 0xd0 && marker <= 0xd9) || marker === 0x01

const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** Baseline, extended and progressive images, with Huffman or arithmetic coding. */
const isShown = (marker: number): boolean => [0xc0, 0xc1, 0xc2, 0xc9, 0xca].includes(marker)

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
