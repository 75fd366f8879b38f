import type { IncomingMessage } from 'node:http'
import { headerNames } from '@brevdue/protocol'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { places } from '../../keys/places.ts'
import { SealError } from '../../keys/seal-error.ts'
import { senderStore } from '../../store/sender-store.ts'
import type { ServerDeps } from '../deps.ts'
import { admission as admissionTo } from './admit.ts'
import { authenticate, type Caller } from './authenticate.ts'
import { methodsAt, type Route, routes, spellingsOf } from './endpoints.ts'
import { errorAnswer, tellableError } from './error-response.ts'
import { httpFault } from './http-fault.ts'
import { targetAsSent } from './raw-target.ts'
import { type Answer, sendSigned } from './sign-response.ts'

/** The sender API: whatever it answers, it answers signed. */
export const senderApi: FastifyPluginAsync<{ deps: ServerDeps }> = async (app, { deps }) => {
  const store = senderStore(deps.db, deps.keyring)
  const admit = admissionTo(deps)
  /** For the log: who was refused. */
  const callers = new WeakMap<object, string>()

  // Bodies are streams that an endpoint reads by itself, after authentication: nothing is parsed on the way.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  const answerWith = async (request: FastifyRequest, reply: FastifyReply, work: () => Promise<Answer>) => {
    reply.hijack()
    let answer: Answer
    try {
      answer = await work()
    } catch (error) {
      if (error instanceof SealError) deps.report.notGenuine(error)
      const told = tellableError(error, deps.log)
      answer = errorAnswer(told, request.headers.accept)
      deps.report.requestRefused({
        code: told.code,
        status: answer.status,
        ...whoAsked(request.raw, callers.get(request.raw), told),
        method: request.method,
        route: request.routeOptions.url ?? 'none',
      })
    }
    await sendSigned(deps, request.raw, reply.raw, answer)
  }

  const call =
    ({ endpoint, rateClass }: Route) =>
    (request: FastifyRequest, reply: FastifyReply) => {
      if (lacksPiece(request.params as Record<string, string>)) return notFound(request, reply)
      return answerWith(request, reply, () => {
        const authenticated = ({ account }: Caller) => void callers.set(request.raw, account.id)
        return admit({ request: request.raw, rateClass, authenticated }, async (caller, admission) => {
          const params = request.params as Record<string, string>
          return endpoint({ deps, store, caller, admission, request: request.raw, response: reply.raw, params })
        })
      })
    }

  const lost = places(4, 64, 16)
  /** Where the path can be signed over in several forms, how the caller signed decides how the answer is signed. */
  const learnForm = async (request: IncomingMessage) => {
    if (!/[%?\x80-\xff]/.test(targetAsSent(request))) return
    await lost.take(() => authenticate(deps, request)).catch(() => undefined)
  }

  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    answerWith(request, reply, async () => {
      await learnForm(request.raw)
      const path = request.raw.url?.split('?', 1)[0] ?? '/'
      const methods = methodsAt(path)
      if (methods.length === 0)
        throw httpFault('unknownPath', 'There is nothing at this path. Follow the links of GET /.')
      const allow = methods.join(', ')
      throw httpFault('wrongMethod', `This path takes ${allow}, not ${request.method}.`, { Allow: allow })
    })

  for (const route of routes) {
    for (const url of spellingsOf(route.path)) app.route({ method: route.method, url, handler: call(route) })
  }
  app.setNotFoundHandler(notFound)

  // Endpoints answer for themselves; what comes here failed inside the framework.
  app.setErrorHandler((error, request, reply) =>
    answerWith(request, reply, async () => {
      throw error
    }),
  )
}

/** The router lets a piece of a path be empty: `/batch/` would name a batch without a name. */
const lacksPiece = (params: Record<string, string>) => Object.values(params).some((piece) => /^\/*$/.test(piece))

/** Before the signature was verified only headers were looked at, so the words of the refusal cannot quote a letter. */
function whoAsked(request: IncomingMessage, callerId: string | undefined, { message }: Error) {
  if (callerId !== undefined) return { callerId }
  const claimed = request.headers[headerNames.userId.toLowerCase()]
  const claimedCallerId = typeof claimed === 'string' && /^\d{1,19}$/.test(claimed) ? claimed : undefined
  return { claimedCallerId, why: message.split('\n', 1)[0]?.slice(0, longestReason) }
}

const longestReason = 300
