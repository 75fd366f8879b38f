/** The bytes of one document, as far as they are at hand. */
export interface ContentBytes {
  /** The first 64 KiB, or all of it. */
  readonly head: Uint8Array
  /** The last 2 KiB, or all of it. */
  readonly tail: Uint8Array
  /** All of it, from the beginning; for what neither end answers, since it is read from where it is stored. */
  readonly all: () => AsyncIterable<Uint8Array>
}

interface Found {
  /** Where each text begins for the last time, by byte; -1 when it is nowhere. */
  last: number[]
  size: number
}

/** Looks through all the bytes for short ASCII texts, with no more than a chunk of them in memory. */
export async function findLast(bytes: ContentBytes, texts: readonly string[]): Promise<Found> {
  const overlap = Math.max(...texts.map((text) => text.length)) - 1
  const last = texts.map(() => -1)
  let size = 0
  let carried = Buffer.alloc(0)
  for await (const chunk of bytes.all()) {
    const joined = Buffer.concat([carried, chunk])
    const start = size - carried.length
    for (const [index, text] of texts.entries()) {
      const at = joined.lastIndexOf(text, undefined, 'latin1')
      if (at >= 0) last[index] = start + at
    }
    size += chunk.length
    carried = joined.subarray(Math.max(0, joined.length - overlap))
  }
  return { last, size }
}
