import type { FastifyInstance } from 'fastify'
import { nameOfRoute, problemsOf, routeWords } from '../../src/http/mailbox-api/api-docs/open-api.ts'
import type { Problem } from '../../src/http/mailbox-api/contract.ts'

/**
 * Watches every problem that is answered while tests run. What the documentation does not say of its route is kept here,
 * so that the tables of words follow what the routes do.
 */
export function undescribedProblems(app: FastifyInstance): Set<string> {
  const found = new Set<string>()
  app.addHook('onSend', async (request, reply, payload) => {
    const { url = '', config, schema } = request.routeOptions
    const route = { method: request.method, url, schema, config }
    const isProblem = String(reply.getHeader('content-type')).startsWith('application/problem+json')
    if (!isProblem || typeof payload !== 'string' || routeWords[nameOfRoute(route)] === undefined) return payload
    const { code } = JSON.parse(payload) as Problem
    if (request.method !== 'HEAD' && !problemsOf(route).includes(code)) found.add(`${nameOfRoute(route)}: ${code}`)
    return payload
  })
  return found
}
