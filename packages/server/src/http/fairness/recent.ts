/**
 * Remembers texts for at least a given time, in bounded memory: two generations, of which the older is dropped when the
 * younger is old enough or full. Only when far more arrive than expected is something forgotten early.
 */
export class Recent {
  readonly #lifetimeMs: number
  readonly #most: number
  readonly #now: () => number
  #young = new Set<string>()
  #old: ReadonlySet<string> = new Set()
  #since: number

  /** @param most how many one generation holds */
  constructor(options: { lifetimeMs: number; most: number; now: () => number }) {
    this.#lifetimeMs = options.lifetimeMs
    this.#most = options.most
    this.#now = options.now
    this.#since = options.now()
  }

  has(text: string): boolean {
    this.#turn()
    return this.#young.has(text) || this.#old.has(text)
  }

  add(text: string): void {
    this.#turn()
    this.#young.add(text)
  }

  #turn(): void {
    const age = this.#now() - this.#since
    if (age < this.#lifetimeMs && this.#young.size < this.#most) return
    // Both are out of date when nothing has been asked for twice as long.
    this.#old = age < 2 * this.#lifetimeMs ? this.#young : new Set()
    this.#young = new Set()
    this.#since = this.#now()
  }
}
