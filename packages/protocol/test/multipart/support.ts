import type { MultipartLimits } from '../../src/multipart/limits.ts'
import { readMultipart } from '../../src/multipart/reader.ts'

export async function* source(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield* chunks
}

export function cut(bytes: Buffer, size: number): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
  return chunks
}

export async function read(chunks: Iterable<Uint8Array>, boundary: string, limits: MultipartLimits = {}) {
  const parts: { filename: string | undefined; contentType: string | undefined; bytes: Buffer; text: string }[] = []
  for await (const part of readMultipart(source(chunks), { boundary, limits })) {
    const bytes = Buffer.concat(await Array.fromAsync(part.body))
    parts.push({ filename: part.filename, contentType: part.contentType, bytes, text: bytes.toString('latin1') })
  }
  return parts
}
