/** Work of one key that is done at once is bounded; a few more wait for their turn. Other keys are not touched by it. */
export class Turns {
  readonly #mostAtOnce: number
  readonly #mostWaiting: number
  readonly #keys = new Map<string, { busy: number; line: (() => void)[] }>()

  constructor(limits: { mostAtOnce: number; mostWaiting: number }) {
    this.#mostAtOnce = limits.mostAtOnce
    this.#mostWaiting = limits.mostWaiting
  }

  /** @returns when its turn has come; false at once when too many wait. After true, `leave` must follow. */
  async enter(key: string): Promise<boolean> {
    const own = this.#keys.get(key)
    if (own === undefined) {
      this.#keys.set(key, { busy: 1, line: [] })
      return true
    }
    if (own.busy < this.#mostAtOnce) {
      own.busy += 1
      return true
    }
    if (own.line.length >= this.#mostWaiting) return false
    // A turn that ends is handed over, so `busy` stays as it is.
    await new Promise<void>((resolve) => own.line.push(resolve))
    return true
  }

  leave(key: string): void {
    const own = this.#keys.get(key)
    if (own === undefined) return
    const next = own.line.shift()
    if (next !== undefined) next()
    else if (own.busy > 1) own.busy -= 1
    else this.#keys.delete(key)
  }
}
