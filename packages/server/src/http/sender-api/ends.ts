const headBytes = 64 * 1024
const tailBytes = 2 * 1024
/** A sender of single bytes must not make us keep an object for each. */
const mostPieces = 64

/** Keeps hold of the first and the last bytes of what passes through: all that most checks of content look at. */
export class Ends {
  readonly #head = new Pieces()
  readonly #tail = new Pieces()

  async *through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      const missing = headBytes - this.#head.size
      if (missing > 0) this.#head.push(chunk.subarray(0, missing))
      this.#tail.push(chunk)
      this.#tail.trim(tailBytes)
      yield chunk
    }
  }

  get head(): Uint8Array {
    return this.#head.joined()
  }

  get tail(): Uint8Array {
    return this.#tail.joined().subarray(-tailBytes)
  }
}

/** Views of the chunks that came, copied only when somebody asks or when they get many. */
class Pieces {
  #pieces: Uint8Array[] = []
  size = 0

  push(piece: Uint8Array): void {
    this.#pieces.push(piece)
    this.size += piece.length
    if (this.#pieces.length > mostPieces) this.#pieces = [this.joined()]
  }

  /** Lets go of pieces before the last so many bytes. */
  trim(bytes: number): void {
    for (let [first] = this.#pieces; first !== undefined && this.size - first.length >= bytes; [first] = this.#pieces) {
      this.size -= first.length
      this.#pieces.shift()
    }
  }

  joined(): Uint8Array {
    return this.#pieces.length === 1 && this.#pieces[0] !== undefined ? this.#pieces[0] : Buffer.concat(this.#pieces)
  }
}
