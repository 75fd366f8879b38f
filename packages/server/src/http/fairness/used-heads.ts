import { MailError } from '@brevdue/protocol'
import { clockSkewMs } from '../../domain/clock-skew.ts'
import { Recent } from './recent.ts'
import { Turns } from './turns.ts'

/** A Date may be five minutes behind the clock or ahead of it, so a head works for at most twice as long. */
const lifetimeMs = 2 * clockSkewMs
/** Of a few megabytes: at 400 requests a second a generation is full when it is out of date anyway. */
const mostRemembered = 250_000
const mostWaiting = 64

/** What became of a body. */
export interface BodyWatch {
  /** @param wrong whole, but not what was signed; otherwise it was too slow, too large or cut off */
  failed(wrong: boolean): void
}

/**
 * Remembers the signatures of requests. Whoever has seen the head of a request can send it again within the five
 * minutes of its Date, with any body. A right repetition is honest (the same request twice in one second has the same
 * signature, since RSA with PKCS #1 v1.5 is deterministic), a body that is not what was signed is not: a head whose body
 * was wrong once, or failed when it was repeated, is not accepted again.
 */
export class UsedHeads {
  readonly #seen: Recent
  readonly #spent: Recent
  readonly #turns: Turns

  /** @param mostAtOnce requests with a body and the same head that are worked on at once; more wait for their turn */
  constructor(clock: () => Date, mostAtOnce: number) {
    this.#turns = new Turns({ mostAtOnce, mostWaiting })
    const now = () => clock().getTime()
    this.#seen = new Recent({ lifetimeMs, most: mostRemembered, now })
    this.#spent = new Recent({ lifetimeMs, most: mostRemembered, now })
  }

  /** Whether this head has come before; from now on it has. */
  repeats(head: string): boolean {
    if (this.#seen.has(head)) return true
    this.#seen.add(head)
    return false
  }

  /**
   * Works on a request with a body, few of the same head at once.
   * @throws MailError INVALID_SIGNATURE when the head is spent, API_UNAVAILABLE when too many of it wait
   */
  async use<T>(head: string, repeated: boolean, work: (body: BodyWatch) => Promise<T>): Promise<T> {
    this.#refuseSpent(head)
    if (!(await this.#turns.enter(head))) throw tooManyAtOnce()
    try {
      this.#refuseSpent(head)
      return await work({
        failed: (wrong) => {
          if (wrong || repeated) this.#spent.add(head)
        },
      })
    } finally {
      this.#turns.leave(head)
    }
  }

  #refuseSpent(head: string): void {
    if (!this.#spent.has(head)) return
    throw new MailError(
      'INVALID_SIGNATURE',
      'This signature has come before, with a body that was not what it covers or did not arrive. It is not accepted again: make Date fresh and sign every attempt.',
    )
  }
}

const tooManyAtOnce = () =>
  new MailError(
    'API_UNAVAILABLE',
    'Too many requests with this very signature are under way. Wait for one to end, or make Date fresh and sign again.',
  )
