/** Between two lines where the error output is no terminal. */
const lineEveryMs = 30_000
const redrawEveryMs = 200

/** Says on the error output how far a long count is; a short one says nothing. */
export class CountProgress {
  readonly #what: string
  #shownAt = performance.now()
  #drawn = false

  /** @param what is counted, in the plural */
  constructor(what: string) {
    this.#what = what
  }

  at(count: number): void {
    const { isTTY } = process.stderr
    if (performance.now() - this.#shownAt < (isTTY ? redrawEveryMs : lineEveryMs)) return
    this.#shownAt = performance.now()
    this.#drawn = isTTY
    process.stderr.write(
      `${isTTY ? '\r' : ''}${count.toLocaleString('en')} ${this.#what} compared …${isTTY ? '' : '\n'}`,
    )
  }

  end(): void {
    if (this.#drawn) process.stderr.write('\r\x1b[K')
  }
}
