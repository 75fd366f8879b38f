export interface Chunk {
  bytes: Buffer
  last: boolean
}

/**
 * Cuts a stream into chunks of one size. Only the last may be shorter; it is empty only when the stream is. Holds one
 * chunk at most, whatever the sizes that come in.
 */
export async function* inChunks(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Chunk, void, void> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of source) {
    let rest = piece
    // A chunk is given out only when more follows: otherwise it would not be known whether it is the last.
    while (length + rest.byteLength > size) {
      const room = size - length
      held.push(rest.subarray(0, room))
      yield { bytes: joined(held, size), last: false }
      held = []
      length = 0
      rest = rest.subarray(room)
    }
    held.push(rest)
    length += rest.byteLength
  }
  yield { bytes: joined(held, length), last: true }
}

function joined(pieces: Uint8Array[], length: number): Buffer {
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return Buffer.from(only.buffer, only.byteOffset, only.byteLength)
  return Buffer.concat(pieces, length)
}
