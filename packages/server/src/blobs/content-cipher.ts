import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import { release } from './buffers.ts'
import { chunker } from './chunks.ts'

/*
 * Stored form of a document, so that it can be written and read as a stream:
 *   header: "BRV" and the version (1), then the chunk size as a 32-bit number;
 *   chunks: ciphertext of 64 KiB (the last may be shorter, or empty) and its 16-byte tag, AES-256-GCM.
 * The data key is used for one document only. The nonce is the chunk's number and, in its last byte, whether the chunk
 * is the last: a chunk that is moved, left out, repeated or cut off does not open. The header is authenticated with
 * each chunk. (The construction is STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015.)
 */
const version = 1
const headerLength = 8
const tagLength = 16

export const chunkSize = 64 * 1024
export const dataKeyLength = 32

const plainChunks = chunker(chunkSize)
const sealedChunks = chunker(chunkSize + tagLength)

/** Stored bytes are not what was written: changed, moved or cut off, or of another key. */
export class NotGenuineError extends Error {
  override name = 'NotGenuineError'
}

/** @param size of the plain bytes @returns of what `encrypt` makes of them */
export function sealedLength(size: number): number {
  return headerLength + size + tagLength * Math.max(1, Math.ceil(size / chunkSize))
}

/** Encrypts a stream; holds one chunk at a time. What it yields is valid until the next is asked for. */
export async function* encrypt(source: AsyncIterable<Uint8Array>, key: KeyObject): AsyncGenerator<Buffer, void, void> {
  const head = header()
  yield head
  let number = 0
  for await (const { bytes, last } of plainChunks(source)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number++, last)).setAAD(head)
    const sealed = cipher.update(bytes)
    cipher.final()
    yield sealed
    yield cipher.getAuthTag()
    release(sealed)
  }
}

/**
 * Decrypts a stream; gives out a chunk only when it is known to be genuine.
 *
 * @throws NotGenuineError while iterating, when the bytes were changed, moved or cut off, or the key is another's
 */
export async function* decrypt(source: AsyncIterable<Uint8Array>, key: KeyObject): AsyncGenerator<Buffer, void, void> {
  const head = header()
  let number = 0
  for await (const { bytes, last } of sealedChunks(withoutHead(source, head))) {
    yield openChunk(bytes, key, nonce(number++, last), head)
  }
}

function openChunk(sealed: Buffer, key: KeyObject, iv: Buffer, head: Buffer): Buffer {
  const end = sealed.length - tagLength
  if (end < 0) throw new NotGenuineError('Stored content is cut off')
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength }).setAAD(head)
  decipher.setAuthTag(sealed.subarray(end))
  const bytes = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
  } catch (cause) {
    throw new NotGenuineError('Stored content is not genuine: it was changed or cut off, or its key is another’s', {
      cause,
    })
  }
  return bytes
}

async function* withoutHead(source: AsyncIterable<Uint8Array>, head: Buffer): AsyncGenerator<Uint8Array, void, void> {
  let start = Buffer.alloc(0)
  for await (const piece of source) {
    if (start.length >= headerLength) {
      yield piece
      continue
    }
    start = Buffer.concat([start, piece])
    if (start.length < headerLength) continue
    if (!start.subarray(0, headerLength).equals(head)) throw new NotGenuineError('Stored content has an unknown form')
    yield start.subarray(headerLength)
  }
  if (start.length < headerLength) throw new NotGenuineError('Stored content is cut off')
}

function header(): Buffer {
  const bytes = Buffer.alloc(headerLength)
  bytes.write('BRV', 0, 'latin1')
  bytes.writeUInt8(version, 3)
  bytes.writeUInt32BE(chunkSize, 4)
  return bytes
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(number, 7)
  bytes.writeUInt8(last ? 1 : 0, 11)
  return bytes
}
