/** Dear work is done by few at once; a few more may wait, in turn by whom they come from, and the rest are refused. */
export interface Places {
  /**
   * @param key who asks: those with different keys are served in turn, however many requests each of them has
   * @returns what `work` gives; undefined, without having done it, when there is no place and no room to wait
   */
  take<T>(work: () => Promise<T>, key?: string): Promise<{ done: T } | undefined>
}

/** @param perKey how many of one key may wait. Default: as many as may wait at all */
export function places(atOnce: number, waiting: number, perKey = waiting): Places {
  const line = new FairLine(waiting, perKey)
  let busy = 0
  return {
    async take(work, key = '') {
      if (busy < atOnce) busy += 1
      // A place that becomes free is handed over, so `busy` stays as it is.
      else if (!(await line.wait(key))) return undefined
      try {
        return { done: await work() }
      } finally {
        if (!line.next()) busy -= 1
      }
    },
  }
}

type Enter = (admitted: boolean) => void

/** A bounded line in which the keys take turns. When it is full, the key with most in it makes room. */
class FairLine {
  readonly #most: number
  readonly #perKey: number
  /** In the order of their turns; a key without anyone waiting is not in it. */
  readonly #waiting = new Map<string, Enter[]>()
  #count = 0

  constructor(most: number, perKey: number) {
    this.#most = most
    this.#perKey = perKey
  }

  /** @returns whether it was let in */
  wait(key: string): boolean | Promise<boolean> {
    const own = this.#waiting.get(key) ?? []
    if (own.length >= this.#perKey) return false
    if (this.#count >= this.#most && !this.#makeRoom(own.length)) return false
    const { promise, resolve } = Promise.withResolvers<boolean>()
    own.push(resolve)
    this.#waiting.set(key, own)
    this.#count += 1
    return promise
  }

  /** @returns false when nobody waits */
  next(): boolean {
    const [turn] = this.#waiting
    if (turn === undefined) return false
    const [key, line] = turn
    const enter = line.shift()
    this.#waiting.delete(key)
    if (line.length > 0) this.#waiting.set(key, line)
    this.#count -= 1
    enter?.(true)
    return true
  }

  /** Refuses the newest of the longest line, if that is fairer than to refuse one that comes with `own` waiting. */
  #makeRoom(own: number): boolean {
    let longest: Enter[] = []
    for (const line of this.#waiting.values()) if (line.length > longest.length) longest = line
    if (longest.length <= own + 1) return false
    longest.pop()?.(false)
    this.#count -= 1
    return true
  }
}
