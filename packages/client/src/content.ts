import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { DigipostError } from './digipost-error.ts'

/**
 * Bytes of a document: the path of a local document, the bytes themselves, or a function that opens them. The function
 * is called at least twice, once to hash the bytes and once per attempt to send them, and has to give the same each time.
 */
export type Content = string | Uint8Array | (() => AsyncIterable<Uint8Array>)

export type OpenedContent = {
  readonly content: Uint8Array | (() => AsyncIterable<Uint8Array>)
  readonly size: number | undefined
}

const chunkBytes = 256 * 1024

/** @throws DigipostError CLIENT_ERROR when there is no such document on disk */
export async function openContent(content: Content): Promise<OpenedContent> {
  if (content instanceof Uint8Array) return { content, size: content.byteLength }
  if (typeof content === 'function') return { content, size: undefined }
  const found = await stat(content).catch((cause: unknown) => {
    throw new DigipostError('CLIENT_ERROR', `The document ${content} cannot be read.`, { cause })
  })
  if (!found.isFile()) throw new DigipostError('CLIENT_ERROR', `${content} is not a document but a folder or device.`)
  return { content: () => readFromDisk(content), size: found.size }
}

/**
 * Reads through one buffer, so that a document of any size costs the same memory. A chunk is valid until the next one is
 * asked for; the hash and the transport are done with it by then.
 */
async function* readFromDisk(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  await using document = await open(path)
  const buffer = Buffer.allocUnsafeSlow(chunkBytes)
  for (;;) {
    const { bytesRead } = await document.read(buffer, 0, chunkBytes, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

/** Bytes in memory, as what can be read as often as needed. */
export function inMemory(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      yield bytes
    },
  }
}

/** The `file-type` that a path suggests: its extension in lower case, without the dot. */
export function fileTypeOfPath(content: Content): string | undefined {
  if (typeof content !== 'string') return undefined
  return path.extname(content).slice(1).toLowerCase() || undefined
}
