import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { senderStore } from '../../store/sender-store.ts'
import type { ServerDeps } from '../deps.ts'
import { admission as admissionTo } from './admit.ts'
import type { Caller } from './authenticate.ts'
import { methodsAt, type Route, routes } from './endpoints.ts'
import { errorAnswer, tellableError } from './error-response.ts'
import { httpFault } from './http-fault.ts'
import { type Answer, sendSigned } from './sign-response.ts'

/** The sender API: whatever it answers, it answers signed. */
export const senderApi: FastifyPluginAsync<{ deps: ServerDeps }> = async (app, { deps }) => {
  const store = senderStore(deps.db)
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
      const told = tellableError(error, deps.log)
      answer = errorAnswer(told, request.headers.accept)
      deps.report.requestRefused({ code: told.code, status: answer.status, callerId: callers.get(request.raw) })
    }
    await sendSigned(deps, request.raw, reply.raw, answer)
  }

  const call =
    ({ endpoint, rateClass }: Route) =>
    (request: FastifyRequest, reply: FastifyReply) =>
      answerWith(request, reply, () => {
        const authenticated = ({ account }: Caller) => void callers.set(request.raw, account.id)
        return admit({ request: request.raw, rateClass, authenticated }, async (caller, admission) => {
          const params = request.params as Record<string, string>
          return endpoint({ deps, store, caller, admission, request: request.raw, response: reply.raw, params })
        })
      })

  for (const route of routes) app.route({ method: route.method, url: route.path, handler: call(route) })

  app.setNotFoundHandler((request, reply) =>
    answerWith(request, reply, async () => {
      const path = request.raw.url?.split('?', 1)[0] ?? '/'
      const methods = methodsAt(path)
      if (methods.length === 0)
        throw httpFault('unknownPath', 'There is nothing at this path. Follow the links of GET /.')
      const allow = methods.join(', ')
      throw httpFault('wrongMethod', `This path takes ${allow}, not ${request.method}.`, { Allow: allow })
    }),
  )

  // Endpoints answer for themselves; what comes here failed inside the framework.
  app.setErrorHandler((error, request, reply) =>
    answerWith(request, reply, async () => {
      throw error
    }),
  )
}
