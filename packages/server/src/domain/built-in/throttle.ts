/** How often something may be tried, and how long to wait after that: twice as long each time. */
export interface ThrottleRule {
  /** What the tries are counted by is hashed together with this name. */
  readonly name: string
  /** Tries that cost no waiting. */
  readonly free: number
  readonly firstWaitMs: number
  readonly longestWaitMs: number
  /** Without a try for this long, all is forgotten. */
  readonly forgetMs: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/**
 * Strangers, whoever and wherever they are, share one budget for an account: no number of addresses gives more guesses
 * than about 24 a day. A browser in which its owner has signed in before has a budget of its own, so that strangers
 * cannot use it up. A passkey has none: there is nothing to guess.
 */
export const throttles = {
  account: { name: 'account', free: 5, firstWaitMs: 10 * second, longestWaitMs: hour, forgetMs: day },
  knownBrowser: { name: 'known browser', free: 10, firstWaitMs: 5 * second, longestWaitMs: 15 * minute, forgetMs: day },
  network: { name: 'network', free: 30, firstWaitMs: 2 * second, longestWaitMs: 15 * minute, forgetMs: day },
  /** Codes of invitations have 80 bits and cannot be guessed; this keeps the noise down. */
  activation: { name: 'activation', free: 20, firstWaitMs: 2 * second, longestWaitMs: 5 * minute, forgetMs: hour },
  /**
   * Challenges and codes, which cost a row or a look. There is nothing to guess, and a whole town may share a network: over
   * the budget the wait is a second and never longer. A browser in which somebody has signed in has a budget of its own.
   */
  ceremony: { name: 'ceremony', free: 300, firstWaitMs: second, longestWaitMs: second, forgetMs: 10 * minute },
  /**
   * Sign-ins begun at a provider and not come back from: each keeps a row for ten minutes. A whole town may share a
   * network, so whoever is over the budget waits for a second and never longer: about 1,600 at a time.
   */
  provider: { name: 'provider', free: 1000, firstWaitMs: second, longestWaitMs: second, forgetMs: 10 * minute },
  /** Codes to an address that somebody signed in wants to use; counted by address and by mailbox. */
  newAddress: { name: 'new address', free: 5, firstWaitMs: minute, longestWaitMs: hour, forgetMs: day },
  /** Changes to one's own ways to sign in, each of which tells their owner by e-mail. */
  change: { name: 'change', free: 20, firstWaitMs: 5 * second, longestWaitMs: 10 * minute, forgetMs: hour },
} as const satisfies Record<string, ThrottleRule>

/** How long to wait after this many tries. In milliseconds. */
export function waitAfter(rule: ThrottleRule, tries: number): number {
  if (tries < rule.free) return 0
  // Above 2^30 the number of tries no longer matters, and the power would leave what a number can hold.
  return Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** Math.min(tries - rule.free, 30))
}
