import type { FastifyPluginAsync } from 'fastify'
import type { MailboxContext } from '../mailbox-context.ts'
import { currentSession } from '../reader.ts'
import type { OidcPlace } from './oidc-place.ts'
import { toProvider } from './to-provider.ts'

/** GET /auth/oidc: to the provider. A plain link, and without parameters: there is nothing to tell it. */
export const startSignIn =
  (place: OidcPlace): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const options = { config: { access: 'public' }, exposeHeadRoute: false } as const
    app.get('/auth/oidc', options, async (request, reply) => {
      const { deps, cookie } = context
      const session = await currentSession(deps, cookie, request, deps.clock())
      const leaving = { sessionId: session?.id ?? null, stepUp: null, acrValues: place.oidc.signInAcr }
      return toProvider(context, place, request, reply, leaving)
    })
  }
