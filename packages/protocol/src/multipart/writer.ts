import { randomUUID } from 'node:crypto'
import { hasControlCharacter } from '../control-characters.ts'
import { MailError } from '../mail-error.ts'
import { multipartMediaType } from '../media-types.ts'
import type { Version } from '../versions.ts'

export type OutgoingPart = {
  /** `message`, or the uuid of a document. */
  readonly filename: string
  readonly contentType: string
  /** Bytes, or what opens them anew each time: they are read once for the hash and once to be sent. */
  readonly content: Uint8Array | (() => AsyncIterable<Uint8Array>)
  /** Length in bytes of content that is opened; without it the length of the whole body is unknown. */
  readonly size?: number | undefined
}

export type MultipartBody = AsyncIterable<Uint8Array> & {
  /** For the header Content-Type, boundary included. */
  readonly contentType: string
  /** For the header Content-Length; undefined when the size of a part is not known. */
  readonly contentLength: number | undefined
}

/**
 * A send body (protocol.md 4.2) that can be read as often as needed and is the same bytes each time, as long as the
 * content of its parts is: once for `X-Content-SHA256`, once to be sent.
 * @throws MailError CLIENT_ERROR for a part that cannot be written; while reading, when content does not have its size
 */
export function multipartBody(
  parts: readonly OutgoingPart[],
  options: { readonly version: Version; readonly boundary?: string },
): MultipartBody {
  const boundary = options.boundary ?? `brevdue-${randomUUID()}`
  if (!/^[0-9A-Za-z'()+_,./:=?-]{1,70}$/.test(boundary)) {
    throw new MailError('CLIENT_ERROR', 'Multipart: the boundary must be 1 to 70 of the characters RFC 2046 allows.')
  }
  const quoted = /^[0-9A-Za-z'+_.-]+$/.test(boundary) ? boundary : `"${boundary}"`
  const heads = parts.map((part) => head(part, boundary))
  const tail = Buffer.from(`--${boundary}--\r\n`)
  return {
    contentType: `${multipartMediaType(options.version)}; boundary=${quoted}`,
    contentLength: totalLength(parts, heads, tail),
    async *[Symbol.asyncIterator]() {
      for (const [index, part] of parts.entries()) {
        yield heads[index] as Buffer
        if (part.content instanceof Uint8Array) yield part.content
        else yield* ofSize(part.content(), part.size, part.filename)
        yield lineEnd
      }
      yield tail
    },
  }
}

const lineEnd = Buffer.from('\r\n')

function head(part: OutgoingPart, boundary: string): Buffer {
  if (/["\\]/.test(part.filename) || hasControlCharacter(part.filename) || hasControlCharacter(part.contentType)) {
    throw new MailError('CLIENT_ERROR', 'Multipart: a file name or content type holds quotes or control characters.')
  }
  return Buffer.from(
    `--${boundary}\r\nContent-Disposition: attachment; filename="${part.filename}"\r\nContent-Type: ${part.contentType}\r\n\r\n`,
  )
}

function totalLength(parts: readonly OutgoingPart[], heads: readonly Buffer[], tail: Buffer): number | undefined {
  let total = tail.length
  for (const [index, part] of parts.entries()) {
    const size = part.content instanceof Uint8Array ? part.content.byteLength : part.size
    if (size === undefined) return undefined
    total += (heads[index]?.length ?? 0) + size + lineEnd.length
  }
  return total
}

async function* ofSize(bytes: AsyncIterable<Uint8Array>, size: number | undefined, filename: string) {
  let seen = 0
  for await (const chunk of bytes) {
    seen += chunk.byteLength
    if (size !== undefined && seen > size) break
    yield chunk
  }
  if (size !== undefined && seen !== size) {
    throw new MailError(
      'CLIENT_ERROR',
      `Multipart: the content of part ${filename} is not ${size} bytes long as stated.`,
    )
  }
}
