import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { MailboxContext } from '../mailbox-context.ts'
import { type ApiRoute, nameOfRoute, openApiDocument, routeWords } from './open-api.ts'
import { docsPage } from './page.ts'
import { docsStyle } from './style.ts'

const pagePolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Remembers every route that is registered from now on, for the documentation. */
export function collectRoutes(api: Pick<FastifyInstance, 'addHook'>): readonly ApiRoute[] {
  const routes: ApiRoute[] = []
  api.addHook('onRoute', ({ method, url, schema, config }) => {
    for (const one of [method].flat()) {
      const route = { method: one, url, schema, config: config ?? {} }
      // What leads nowhere is no endpoint, and Fastify adds HEAD to each GET by itself.
      if (url.includes('*') || (one === 'HEAD' && routeWords[nameOfRoute(route)] === undefined)) continue
      routes.push(route)
    }
  })
  return routes
}

/** GET /api/docs: the document of these routes, for people and for programs. Public: it tells nothing of anybody. */
export const serveDocs =
  (routes: readonly ApiRoute[]): FastifyPluginAsync<MailboxContext> =>
  async (app, { cookie, deps }) => {
    let made: { json: string; html: string } | undefined
    const documents = () => {
      if (made === undefined) {
        const document = openApiDocument(routes, { cookie: cookie.name })
        made = { json: JSON.stringify(document), html: docsPage(document, deps.config.mode === 'sandbox') }
      }
      return made
    }
    const options = { config: { access: 'public' } } as const
    app.get('/api/docs/openapi.json', options, async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(documents().json),
    )
    app.get('/api/docs/docs.css', options, async (_request, reply) =>
      reply.type('text/css; charset=utf-8').send(docsStyle),
    )
    app.get('/api/docs', options, async (_request, reply) =>
      reply
        .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy })
        .send(documents().html),
    )
  }
