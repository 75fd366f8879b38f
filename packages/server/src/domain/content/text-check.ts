import { MailError } from '@brevdue/protocol'

/**
 * Checks while text streams past that it is UTF-8 without NUL. Nothing is thrown before `end`, since nothing may be
 * decided about a request before the hash of its whole body has matched.
 */
export class TextCheck {
  #decoder = new TextDecoder('utf-8', { fatal: true })
  #position = 0
  #fault: string | undefined

  push(chunk: Uint8Array): void {
    if (this.#fault !== undefined) return
    const nul = chunk.indexOf(0)
    if (nul >= 0) this.#fault = `a NUL byte at position ${this.#position + nul}`
    else this.#decode(chunk)
    this.#position += chunk.byteLength
  }

  /** What is wrong with the text pushed so far, or undefined. */
  get fault(): string | undefined {
    return this.#fault
  }

  /** Says that no more comes: a character cut off at the end becomes a fault. */
  close(): void {
    if (this.#fault === undefined) this.#decode()
  }

  /** @throws MailError BAD_CONTENT when what was pushed is not UTF-8 text */
  end(): void {
    this.close()
    if (this.#fault === undefined) return
    throw new MailError(
      'BAD_CONTENT',
      `A txt, xml or ehf document must be UTF-8 text without NUL, and this one has ${this.#fault}. The sender must convert it to UTF-8, or send it as the file type that it is.`,
    )
  }

  #decode(chunk?: Uint8Array): void {
    try {
      if (chunk === undefined) this.#decoder.decode()
      else this.#decoder.decode(chunk, { stream: true })
    } catch {
      this.#fault =
        chunk === undefined
          ? 'an incomplete character at its end'
          : `bytes that are not UTF-8 after position ${this.#position}`
    }
  }
}
