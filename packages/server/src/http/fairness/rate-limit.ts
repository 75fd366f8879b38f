import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** A burst of so many seconds' worth may come at once. */
export const windowSeconds = 10

export interface RateState {
  readonly allowed: boolean
  /** Seconds until the window begins again. */
  readonly resetSeconds: number
  /** Items of the fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10). */
  readonly policy: string
  readonly state: string
}

/** Counts requests of one kind by a key that the caller cannot choose. */
export class RateLimit {
  readonly name: string
  /** In one window. */
  readonly quota: number
  readonly #limiter: RateLimiterMemory

  constructor(name: string, perSecond: number) {
    this.name = name
    this.quota = perSecond * windowSeconds
    this.#limiter = new RateLimiterMemory({ points: this.quota, duration: windowSeconds })
  }

  /** Counts one request. */
  async take(key: string): Promise<RateState> {
    try {
      return this.#stateOf(true, await this.#limiter.consume(key))
    } catch (error) {
      if (error instanceof RateLimiterRes) return this.#stateOf(false, error)
      throw error
    }
  }

  #stateOf(allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): RateState {
    const resetSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
    return {
      allowed,
      resetSeconds,
      policy: `"${this.name}";q=${this.quota};w=${windowSeconds}`,
      state: `"${this.name}";r=${remainingPoints};t=${resetSeconds}`,
    }
  }
}

/** The two fields, for an answer to which these limits applied. */
export function rateHeaders(states: readonly RateState[]): Record<string, string> {
  if (states.length === 0) return {}
  return {
    'RateLimit-Policy': states.map(({ policy }) => policy).join(', '),
    RateLimit: states.map(({ state }) => state).join(', '),
  }
}
