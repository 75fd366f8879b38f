import type { Limits } from '../../config/config.ts'
import { RateLimit, type RateState, rateHeaders, windowSeconds } from '../fairness/rate-limit.ts'
import { httpFault } from './http-fault.ts'

/** A kind of request with a rate of its own. */
export type RateClass = 'identification'

/**
 * Requests that come again with the same signature are counted apart, so that whoever replays them uses up nothing that
 * the account needs. In one second an honest client may well ask for the same thing several times.
 */
const repeatsPerSecond = 100

type Rates = Pick<Limits, 'requestsPerSecond' | 'identificationsPerSecond'>

/** The rates of one account, whatever network it calls from. */
export function senderRates(limits: Rates) {
  const all = rateOf('requests', limits.requestsPerSecond)
  const classes = { identification: rateOf('identification', limits.identificationsPerSecond) }
  const repeats = new RateLimit('repeats', repeatsPerSecond)
  return {
    /**
     * Counts one request of an account.
     * @returns the fields of the answer that tell how much is left
     * @throws MailError API_UNAVAILABLE with status 429 when the account has to wait
     */
    async count(account: string, kind: RateClass | 'repeats' | undefined): Promise<Record<string, string>> {
      const applied = kind === 'repeats' ? [repeats] : [all, kind === undefined ? undefined : classes[kind]]
      const states: RateState[] = []
      for (const limit of applied) if (limit !== undefined) states.push(await limit.take(account))
      const headers = rateHeaders(states)
      const over = states.find(({ allowed }) => !allowed)
      if (over !== undefined) throw tooMany(over, headers)
      return headers
    },
  }
}

/** For GET /limits. */
export function describeRates(limits: Rates) {
  const described = { requests: limits.requestsPerSecond, identification: limits.identificationsPerSecond }
  return Object.entries(described)
    .filter(([, perSecond]) => perSecond > 0)
    .map(([name, perSecond]) => ({ name, requests: perSecond * windowSeconds, windowSeconds }))
}

const rateOf = (name: string, perSecond: number) => (perSecond === 0 ? undefined : new RateLimit(name, perSecond))

function tooMany({ resetSeconds, policy }: RateState, headers: Record<string, string>) {
  return httpFault(
    'tooMany',
    `The account has sent more requests than its rate allows (${policy}: q requests in w seconds). Nothing was done. Send this one again after ${resetSeconds} seconds, or ask the operator for a higher rate.`,
    { 'Retry-After': String(resetSeconds), ...headers },
  )
}
