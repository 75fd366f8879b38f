import { BufferPool } from './buffers.ts'

export interface Chunk {
  /** Valid until the next chunk is asked for. */
  bytes: Buffer
  last: boolean
}

/**
 * Cuts streams into chunks of one size. Only the last of a stream may be shorter; it is empty only when the stream is.
 * Holds one chunk at a time, whatever the sizes that come in.
 */
export function chunker(size: number): (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Chunk, void, void> {
  const pool = new BufferPool(size, 32)
  return async function* inChunks(source) {
    const chunk = pool.take()
    let length = 0
    try {
      for await (const piece of source) {
        let rest = piece
        // A chunk is given out only when more follows: otherwise it would not be known whether it is the last.
        while (length + rest.byteLength > size) {
          chunk.set(rest.subarray(0, size - length), length)
          yield { bytes: chunk, last: false }
          rest = rest.subarray(size - length)
          length = 0
        }
        chunk.set(rest, length)
        length += rest.byteLength
      }
      yield { bytes: chunk.subarray(0, length), last: true }
    } finally {
      pool.give(chunk)
    }
  }
}
