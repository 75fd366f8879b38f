import type { FastifyPluginAsync } from 'fastify'
import { isStorableName } from '../../../gateways/oidc/storable-name.ts'
import { endProviderSessions } from '../../../store/provider-logout.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { OidcPlace } from './oidc-place.ts'
import { recordEnded } from './record-ended.ts'

/**
 * GET /auth/oidc/front-channel-logout?iss=…&sid=…: an invisible frame in the provider's sign-out page (OpenID Connect
 * Front-Channel Logout 1.0). Our cookie is strict and does not come along, so that only `sid`, which nobody can guess,
 * says which session ends; a request without it ends nothing.
 */
export const frontChannelLogout =
  (place: OidcPlace): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const options = { config: { access: 'public' }, exposeHeadRoute: false } as const
    app.get('/auth/oidc/front-channel-logout', options, async (request, reply) => {
      const { searchParams } = new URL(request.url, 'http://logout')
      const [issuer, sid] = [searchParams.get('iss'), searchParams.get('sid')]
      const provider = await place.provider.identity().catch(() => undefined)
      if (provider !== undefined && issuer === provider.issuer && sid !== null && isStorableName(sid)) {
        await recordEnded(context, await endProviderSessions(context.deps, { issuer, sid, subject: null }))
      }
      return reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': `default-src 'none'; frame-ancestors ${provider?.origins.join(' ') ?? "'none'"}`,
          'cross-origin-resource-policy': 'cross-origin',
        })
        .send('<!doctype html><title>Brevdue</title>')
    })
  }
