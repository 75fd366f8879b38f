import type { IncomingMessage } from 'node:http'
import { MailError } from '@brevdue/protocol'
import { places } from '../../keys/places.ts'
import { clientNetwork } from '../client-network.ts'
import type { ServerDeps } from '../deps.ts'
import { type Place, SenderPlaces } from '../fairness/sender-places.ts'
import { UsedHeads } from '../fairness/used-heads.ts'
import { authenticate, type Caller } from './authenticate.ts'
import type { Admission } from './body.ts'
import { type RateClass, senderRates } from './sender-rates.ts'
import type { Answer } from './sign-response.ts'

/** Requests that are being authenticated at once: it takes a query and a signature, and the rest wait in turn. */
const atTheDoor = { atOnce: 64, waiting: 1024, perNetwork: 256 }

/** When others need its place, a body must come up to so many times as fast … */
const fasterUnderPressure = 64
/** … and may make us wait for as little as this part of the grace. */
const graceUnderPressure = 0.2
/** A head that comes again is as a rule a retry, or somebody else's: it has a place for as long as a ready body takes. */
const fasterWhenRepeated = 16

function paceOf(place: Place, repeated: boolean): { rate: number; grace: number } {
  const pressure = repeated && place.crowded() ? 1 : place.pressure()
  const rate = Math.max(fasterUnderPressure ** pressure, repeated ? fasterWhenRepeated : 1)
  return { rate, grace: 1 - pressure * (1 - graceUnderPressure) }
}

/** What is done for a request that has been let in. */
export type Work = (caller: Caller, admission: Admission) => Promise<Answer>

export interface Entry {
  request: IncomingMessage
  rateClass: RateClass | undefined
  /** Called as soon as the caller is known. */
  authenticated(caller: Caller): void
}

/**
 * Lets a request in: it is authenticated first, so that whoever has no key takes no account's place; then it is counted
 * against the account's rates, and gets a place.
 */
export function admission(deps: ServerDeps): (entry: Entry, work: Work) => Promise<Answer> {
  const { limits, trustedProxies } = deps.config
  const networkOf = clientNetwork(trustedProxies)
  const door = places(atTheDoor.atOnce, atTheDoor.waiting, atTheDoor.perNetwork)
  const heads = new UsedHeads(deps.clock, Math.max(1, Math.floor(limits.maxConcurrentPerSender / 2)))
  const rates = senderRates(limits)
  const inside = new SenderPlaces({
    total: limits.maxConcurrentRequests,
    perAccount: limits.maxConcurrentPerSender,
    perNetwork: limits.maxConcurrentPerNetwork,
  })

  return async (entry, work) => {
    const { request, rateClass } = entry
    const network = networkOf(request)
    const known = await door.take(() => authenticate(deps, request), network)
    if (known === undefined) throw doorFull()
    const caller = known.done
    const account = caller.account.id
    entry.authenticated(caller)
    const repeated = heads.repeats(caller.head)
    const rateHeaders = await rates.count(account, repeated ? 'repeats' : rateClass)
    const inPlace = (bodyFailed: Admission['bodyFailed']) =>
      inside.take({ account, network }, (place) =>
        work(caller, {
          pace: () => paceOf(place, repeated),
          bodyFailed,
        }),
      )
    const answer = caller.hasBody
      ? await heads.use(caller.head, repeated, (body) => inPlace((wrong) => body.failed(wrong)))
      : await inPlace(() => undefined)
    return { ...answer, headers: { ...rateHeaders, ...answer.headers } }
  }
}

const doorFull = () =>
  new MailError(
    'API_UNAVAILABLE',
    'More requests wait to be authenticated than the service takes at once. Send again in a moment.',
  )
