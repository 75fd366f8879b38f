import type { FastifyPluginAsync } from 'fastify'
import { ProviderUnreachable } from '../../../gateways/oidc/bounded-fetch.ts'
import type { LogoutToken } from '../../../gateways/oidc/provider.ts'
import { longestAgeSeconds } from '../../../gateways/oidc/verify-logout-token.ts'
import { obeyLogoutOnce } from '../../../store/provider-logout.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { OidcPlace } from './oidc-place.ts'
import { recordEnded } from './record-ended.ts'

const longestBody = 16 * 1024

/**
 * POST /auth/oidc/back-channel-logout: the provider's server tells that somebody has signed out there (OpenID Connect
 * Back-Channel Logout 1.0). Its signature is what lets it in; there is no browser and no cookie.
 */
export const backChannelLogout =
  (place: OidcPlace): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    app.removeAllContentTypeParsers()
    const form = 'application/x-www-form-urlencoded'
    app.addContentTypeParser<string>(form, { parseAs: 'string', bodyLimit: longestBody }, (_request, body, done) => {
      done(null, new URLSearchParams(body).getAll('logout_token'))
    })
    const options = { config: { access: 'public', provesItself: true } } as const
    app.post<{ Body: string[] | undefined }>('/auth/oidc/back-channel-logout', options, async (request, reply) => {
      const [token, more] = request.body ?? []
      const refuse = (why: string, status = 400) => {
        context.deps.log.warn({ why }, 'a logout message was refused')
        return reply.code(status).send({ error: 'invalid_request', error_description: why })
      }
      if (token === undefined || more !== undefined) return refuse('there must be one logout_token')
      let logout: LogoutToken
      try {
        logout = await place.provider.verifyLogout(token)
      } catch (error) {
        if (error instanceof ProviderUnreachable) return refuse('the keys of the issuer cannot be had', 503)
        return refuse('the logout_token is not valid here')
      }
      const until = new Date(context.deps.clock().getTime() + believedMs(place))
      const ended = await obeyLogoutOnce(context.deps, logout, until)
      if (ended === undefined) return refuse('the logout_token was used before')
      await recordEnded(context, ended)
      context.deps.log.info({ ended: ended.length }, 'the provider signed somebody out')
      return reply.code(200).send()
    })
  }

/** Longer than any token that was verified now will be. */
function believedMs({ oidc: { clockToleranceSeconds } }: OidcPlace): number {
  return (longestAgeSeconds + 2 * clockToleranceSeconds + 60) * 1000
}
