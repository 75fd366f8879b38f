const headBytes = 64 * 1024
const tailBytes = 2 * 1024

/** Keeps the first and the last bytes of what passes through: all that most checks of content look at. */
export class Ends {
  readonly #head: Uint8Array[] = []
  #headLeft = headBytes
  #tail: Buffer = Buffer.alloc(0)

  async *through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.#keep(chunk)
      yield chunk
    }
  }

  /** Copies, so that large chunks are not kept alive for the sake of their ends. */
  result(): { head: Uint8Array; tail: Uint8Array } {
    return { head: Buffer.concat(this.#head), tail: Buffer.from(this.#tail) }
  }

  #keep(chunk: Uint8Array): void {
    if (this.#headLeft > 0) {
      const piece = chunk.subarray(0, this.#headLeft)
      this.#head.push(Buffer.from(piece))
      this.#headLeft -= piece.length
    }
    if (chunk.length >= tailBytes) this.#tail = Buffer.from(chunk.subarray(-tailBytes))
    else this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-tailBytes)
  }
}
