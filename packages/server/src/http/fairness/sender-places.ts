import { MailError } from '@brevdue/protocol'

export interface PlaceLimits {
  readonly total: number
  readonly perAccount: number
  readonly perNetwork: number
}

/** Who asks for a place. The account is one whose signature has been verified, so no stranger can use up its places. */
export interface Claim {
  readonly account: string
  /** Undefined where it cannot be told (`client-network.ts`). */
  readonly network: string | undefined
}

export interface Place {
  /**
   * From 0 to 1: how urgently this place is needed by an account that holds fewer. The least pace of an upload rises
   * with it (`sender-api/body.ts`).
   */
  pressure(): number
  /** Whether its account holds more than half of what one account may hold. */
  crowded(): boolean
}

interface Waiter {
  readonly account: string
  readonly since: number
  readonly enter: () => void
}

/** How long a caller with a fair claim waits for a place. Official clients give up after ten seconds. */
const longestWaitMs = 5000
/** After so much waiting the pressure is at its highest. */
const fullPressureMs = 1000

/**
 * The places of requests that are being worked on: a total, and shares of it, so that neither one account nor one
 * network can hold them all. When every place is taken an account that holds less than its fair share waits a moment
 * while the slow uploads of those that hold more are hurried; everyone else is refused at once.
 */
export class SenderPlaces {
  readonly #limits: PlaceLimits
  /** Held or waited for. */
  readonly #claims = new Counts()
  readonly #held = new Counts()
  #running = 0
  #line: Waiter[] = []

  constructor(limits: PlaceLimits) {
    this.#limits = limits
  }

  /** @throws MailError API_UNAVAILABLE when there is no place */
  async take<T>(claim: Claim, work: (place: Place) => Promise<T>): Promise<T> {
    const keys = [`account ${claim.account}`, ...(claim.network === undefined ? [] : [`network ${claim.network}`])]
    this.#checkShares(claim)
    for (const key of keys) this.#claims.add(key)
    try {
      await this.#enter(claim.account)
      try {
        return await work(this.#placeOf(claim.account))
      } finally {
        this.#leave(claim.account)
      }
    } finally {
      for (const key of keys) this.#claims.remove(key)
    }
  }

  #checkShares({ account, network }: Claim): void {
    if (this.#claims.of(`account ${account}`) >= this.#limits.perAccount) {
      throw busy(
        `Account ${account} has ${this.#limits.perAccount} requests under way, which is as many as one account may have. Wait for one to end, or send fewer at once.`,
      )
    }
    if (network !== undefined && this.#claims.of(`network ${network}`) >= this.#limits.perNetwork) {
      throw busy(
        `${this.#limits.perNetwork} requests are under way from this network, which is as many as one network may have. Send fewer at once.`,
      )
    }
  }

  async #enter(account: string): Promise<void> {
    if (this.#running < this.#limits.total) this.#running += 1
    // A place that becomes free is handed over, so that `#running` stays as it is.
    else await this.#wait(account)
    this.#held.add(account)
  }

  async #wait(account: string): Promise<void> {
    if (this.#held.of(account) >= this.#fairShare()) throw allTaken()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiter: Waiter = { account, since: performance.now(), enter: resolve }
    this.#line.push(waiter)
    const timer = setTimeout(() => {
      this.#line = this.#line.filter((each) => each !== waiter)
      reject(allTaken())
    }, longestWaitMs)
    await promise.finally(() => clearTimeout(timer))
  }

  #leave(account: string): void {
    this.#held.remove(account)
    const [first, ...others] = this.#line
    if (first === undefined) {
      this.#running -= 1
      return
    }
    // The account that holds fewest; of several, the one that has waited longest.
    const next = others.reduce(
      (best, each) => (this.#held.of(each.account) < this.#held.of(best.account) ? each : best),
      first,
    )
    this.#line = this.#line.filter((each) => each !== next)
    next.enter()
  }

  #placeOf(account: string): Place {
    return {
      pressure: () => {
        const [first] = this.#line
        if (first === undefined || this.#held.of(account) <= this.#fairShare()) return 0
        return Math.min(1, 0.5 + (performance.now() - first.since) / (2 * fullPressureMs))
      },
      crowded: () => this.#claims.of(`account ${account}`) > this.#limits.perAccount / 2,
    }
  }

  /** What each would hold if those who hold places now, and one more, shared them all evenly. */
  #fairShare(): number {
    return Math.max(1, Math.floor(this.#limits.total / (this.#held.size + 1)))
  }
}

/** How often each key is there; a key that is not there costs no memory. */
class Counts {
  readonly #counts = new Map<string, number>()

  get size(): number {
    return this.#counts.size
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  add(key: string): void {
    this.#counts.set(key, this.of(key) + 1)
  }

  remove(key: string): void {
    const left = this.of(key) - 1
    if (left > 0) this.#counts.set(key, left)
    else this.#counts.delete(key)
  }
}

const busy = (message: string) => new MailError('API_UNAVAILABLE', message)

const allTaken = () => busy('The service is working on as many requests as it can. Send again in a moment.')
