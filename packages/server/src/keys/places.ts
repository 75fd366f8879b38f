/** Work that is dear is done by few at once; a few more may wait, and everybody else is told to come back. */
export interface Places {
  /** @returns what `work` gives; undefined, without having done it, when all places and the queue are taken */
  take<T>(work: () => Promise<T>): Promise<{ done: T } | undefined>
}

export function places(atOnce: number, waiting: number): Places {
  let busy = 0
  const queue: (() => void)[] = []
  return {
    async take(work) {
      if (busy >= atOnce) {
        if (queue.length >= waiting) return undefined
        // Whoever leaves hands its place on, so `busy` stays as it is.
        await new Promise<void>((resolve) => queue.push(resolve))
      } else busy += 1
      try {
        return { done: await work() }
      } finally {
        const next = queue.shift()
        if (next === undefined) busy -= 1
        else next()
      }
    },
  }
}
