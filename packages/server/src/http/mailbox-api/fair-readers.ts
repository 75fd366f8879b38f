import type { FastifyInstance, FastifyRequest } from 'fastify'
import { clientNetwork } from '../client-network.ts'
import type { ServerDeps } from '../deps.ts'
import { RateLimit, rateHeaders } from '../fairness/rate-limit.ts'
import { Turns } from '../fairness/turns.ts'
import { sendProblem } from './problem.ts'
import { findReader } from './reader.ts'

/** A list asks three things of the database at once: connections are left over for others, whatever one mailbox asks. */
const databaseShare = 1 / 4
const mostWaitingOfOneMailbox = 100
/** Many people may share a network. */
const ofOneNetwork = { mostAtOnce: 64, mostWaiting: 256 }

/**
 * Hooks that keep one mailbox, or one network of callers who are not signed in, from taking the server for itself. A turn
 * begins when the whole request is there and ends when its answer is ready, so that slow senders and readers hold none.
 */
export function addFairness(api: FastifyInstance, { config }: Pick<ServerDeps, 'config'>): void {
  const { limits, trustedProxies, databaseConnections } = config
  const mailboxes = new Turns({
    mostAtOnce: Math.max(1, Math.floor(databaseConnections * databaseShare)),
    mostWaiting: mostWaitingOfOneMailbox,
  })
  const networks = new Turns(ofOneNetwork)
  const networkOf = clientNetwork(trustedProxies)
  const { mailboxRequestsPerSecond: perSecond } = limits
  const rate = perSecond === 0 ? undefined : new RateLimit('mailbox', perSecond)
  const held = new WeakMap<FastifyRequest, () => void>()

  api.addHook('preHandler', async (request, reply) => {
    const mailboxId = findReader(request)?.session.mailboxId
    if (mailboxId !== undefined && rate !== undefined) {
      const state = await rate.take(mailboxId)
      reply.headers(rateHeaders([state]))
      if (!state.allowed) return sendProblem(reply, 'TOO_MANY_ATTEMPTS', { retryAfter: state.resetSeconds })
    }
    const [turns, key] = mailboxId === undefined ? [networks, networkOf(request)] : [mailboxes, mailboxId]
    // Where the network cannot be told, strangers would lock each other out.
    if (key === undefined) return undefined
    if (!(await turns.enter(key))) return sendProblem(reply, 'TOO_MANY_ATTEMPTS', { retryAfter: 1 })
    const leave = once(() => turns.leave(key))
    held.set(request, leave)
    if (reply.raw.closed) leave()
    else reply.raw.once('close', leave)
    return undefined
  })
  api.addHook('onSend', async (request) => held.get(request)?.())
}

function once(work: () => void): () => void {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}
