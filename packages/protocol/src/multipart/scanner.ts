import { MailError } from '../mail-error.ts'

const crlf = Buffer.from('\r\n')
const blankLine = Buffer.from('\r\n\r\n')
const dash = 0x2d
const carriageReturn = 0x0d
const lineFeed = 0x0a
const maxPadding = 256

const fault = (message: string) => new MailError('PROBLEM_WITH_REQUEST', `Multipart body: ${message}`)

/** What stands after the boundary at a place: a real delimiter (and where it ends), content, or not enough bytes. */
type Verdict = { readonly kind: 'open' | 'closing'; readonly end: number } | 'content' | 'unknown'

/**
 * Cuts a stream at the delimiters of one boundary. Holds one chunk of the source and never more than a delimiter's
 * length beyond it; what it hands out are views of the source's own chunks.
 */
export class MultipartScanner {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #delimiter: Buffer
  /** The unread bytes are those of `#chunk` from `#at`. A body may begin with the boundary: hence the CRLF put first. */
  #chunk: Buffer = crlf
  #at = 0
  #scratch: Buffer | undefined
  /** True once the closing delimiter was read. */
  closed = false
  /** The boundary occurred with a line end that is not CRLF; only a hint for the words of a fault. */
  #otherLineEnds = false

  constructor(source: AsyncIterable<Uint8Array>, boundary: string) {
    this.#source = source[Symbol.asyncIterator]()
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  }

  /** What to do about a body in which something was missed. */
  get advice(): string {
    return this.#otherLineEnds
      ? 'Its line ends are not CRLF: end every line of the boundaries and of the part headers with CR and LF (RFC 2046).'
      : 'Was the boundary of Content-Type used, and all sent?'
  }

  /**
   * The next bytes of the body that the scanner stands in; undefined when its delimiter has been read.
   * @throws MailError PROBLEM_WITH_REQUEST when the source ends first
   */
  async nextPiece(): Promise<Buffer | undefined> {
    let from = this.#at
    for (;;) {
      const found = this.#chunk.indexOf(this.#delimiter, from)
      if (found === -1) {
        this.#otherLineEnds ||= this.#chunk.indexOf(this.#delimiter.subarray(1), this.#at) !== -1
        const end = this.#contentEnd()
        if (end > this.#at) return this.#take(end)
        from = 0
        await this.#needMore()
        continue
      }
      const verdict = this.#judge(found)
      if (verdict === 'content') {
        from = found + this.#delimiter.length
        continue
      }
      if (found > this.#at) return this.#take(found)
      if (verdict !== 'unknown') {
        this.#pass(verdict)
        return undefined
      }
      from = 0
      await this.#needMore()
    }
  }

  /**
   * The header block of the part that the scanner stands before, without its blank line. Afterwards the scanner stands
   * at the first byte of the body, or at the delimiter when the part ends right after the blank line.
   * @returns undefined when the part had no body at all, that is when its delimiter has been read
   */
  async readHeaders(maxBytes: number): Promise<{ block: Buffer; hasBody: boolean }> {
    // A copy into one buffer, so that a sender of single bytes costs no more than one of large chunks.
    this.#scratch ??= Buffer.alloc(maxBytes + 4)
    const scratch = this.#scratch
    scratch.set(crlf)
    let used = 2
    for (;;) {
      const available = this.#chunk.length - this.#at
      const copied = this.#chunk.copy(scratch, used, this.#at)
      const end = scratch.subarray(0, used + copied).indexOf(blankLine, Math.max(0, used - 3))
      if (end !== -1) {
        const consumed = end + blankLine.length - used
        const hasBody = await this.#startBody(consumed)
        return { block: Buffer.from(scratch.subarray(Math.min(2, end), end)), hasBody }
      }
      // An empty line of another kind: its headers would else seem to go on to the end of the body.
      this.#otherLineEnds ||= /(?<!\r)\n\r?\n|\r\r/.test(scratch.toString('latin1', 0, used + copied))
      if (copied < available || used + copied === scratch.length) {
        throw fault(
          `the headers of a part are longer than ${maxBytes} bytes, or have no blank line after them. ${this.advice}`,
        )
      }
      used += copied
      this.#at = this.#chunk.length
      await this.#needMore()
    }
  }

  /** Reads the source to its end; what stands after the closing delimiter has no meaning. */
  async drainEpilogue(): Promise<void> {
    this.#chunk = crlf
    while (!(await this.#source.next()).done);
  }

  #take(end: number): Buffer {
    const piece = this.#chunk.subarray(this.#at, end)
    this.#at = end
    return piece
  }

  #pass(verdict: { kind: 'open' | 'closing'; end: number }): void {
    this.#at = verdict.end
    this.closed = verdict.kind === 'closing'
  }

  /** Where in the chunk content surely ends: before a carriage return that may begin a delimiter. */
  #contentEnd(): number {
    const chunk = this.#chunk
    const tailStart = Math.max(this.#at, chunk.length - this.#delimiter.length + 1)
    const last = tailStart + chunk.subarray(tailStart).lastIndexOf(carriageReturn)
    if (last < tailStart) return chunk.length
    const length = chunk.length - last
    return chunk.compare(this.#delimiter, 0, length, last, chunk.length) === 0 ? last : chunk.length
  }

  /** Judges the delimiter found at an index by what follows: `--`, or blanks and a line end (RFC 2046 5.1.1). */
  #judge(found: number): Verdict {
    const chunk = this.#chunk
    let at = found + this.#delimiter.length
    if (chunk[at] === dash) return verdictOfPair(chunk, at, dash, 'closing')
    const limit = at + maxPadding
    while (at < limit && (chunk[at] === 0x20 || chunk[at] === 0x09)) at++
    if (at === limit) return 'content'
    if (at < chunk.length && chunk[at] !== carriageReturn) {
      this.#otherLineEnds ||= chunk[at] === lineFeed
      return 'content'
    }
    const verdict = verdictOfPair(chunk, at, lineFeed, 'open')
    this.#otherLineEnds ||= verdict === 'content'
    return verdict
  }

  /** Steps over the blank line; its CRLF may itself begin a delimiter, when the part has no body. */
  async #startBody(consumed: number): Promise<boolean> {
    const lineEnd = this.#at + consumed - 2
    if (lineEnd >= 0) this.#at = lineEnd
    else {
      this.#chunk = Buffer.concat([crlf, this.#chunk.subarray(this.#at + consumed)])
      this.#at = 0
    }
    for (;;) {
      const seen = Math.min(this.#delimiter.length, this.#chunk.length - this.#at)
      const same = this.#chunk.compare(this.#delimiter, 0, seen, this.#at, this.#at + seen) === 0
      const verdict = !same ? 'content' : seen < this.#delimiter.length ? 'unknown' : this.#judge(this.#at)
      if (verdict === 'content') {
        this.#at += 2
        return true
      }
      if (verdict !== 'unknown') {
        this.#pass(verdict)
        return false
      }
      await this.#needMore()
    }
  }

  /** Appends the next chunk of the source to the unread bytes, which are few by then. */
  async #needMore(): Promise<void> {
    for (;;) {
      const next = await this.#source.next()
      if (next.done) throw fault(`it ends before the closing boundary. ${this.advice}`)
      const { value } = next
      if (value.length === 0) continue
      const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      const rest = this.#chunk.subarray(this.#at)
      this.#chunk = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      this.#at = 0
      return
    }
  }
}

/** Judges two bytes of which the first, if it is there, is right already. */
function verdictOfPair(chunk: Buffer, at: number, second: number, kind: 'open' | 'closing'): Verdict {
  if (at + 1 >= chunk.length) return 'unknown'
  return chunk[at + 1] === second ? { kind, end: at + 2 } : 'content'
}
