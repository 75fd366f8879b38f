import type { FastifyPluginAsync } from 'fastify'
import type { OidcConfig } from '../../../config/config.ts'
import { acrFor } from '../../../domain/provider-claims.ts'
import { oidcProvider } from '../../../gateways/oidc/provider.ts'
import { clientNetwork } from '../../client-network.ts'
import type { ServerDeps } from '../../deps.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { SignInWay } from '../sign-in-way.ts'
import { startStepUp } from '../start-step-up.ts'
import { attemptCookie } from './attempt-cookie.ts'
import { backChannelLogout } from './back-channel-logout.ts'
import { comeBack } from './come-back.ts'
import { frontChannelLogout } from './front-channel-logout.ts'
import type { OidcPlace } from './oidc-place.ts'
import { startSignIn } from './start-sign-in.ts'
import { toProvider } from './to-provider.ts'

/** Sign-in at a provider of OpenID Connect. */
export function oidcSignIn({ config, clock, log }: ServerDeps, oidc: OidcConfig): SignInWay {
  const provider = oidcProvider({
    oidc,
    clock,
    publicUrl: config.publicUrl ?? '',
    report: {
      lost: (why) => log.warn({ why }, 'the sign-in provider does not answer; it is asked again by itself'),
      back: () => log.info('the sign-in provider answers again'),
    },
  })
  const place: OidcPlace = {
    oidc,
    provider,
    browser: attemptCookie(config),
    networkOf: clientNetwork(config.trustedProxies),
  }
  const stepUp = startStepUp((context, request, reply, { session, pending }) => {
    const acrValues = acrFor(pending.level, oidc, oidc.stepUpAcr)
    return toProvider(context, place, request, reply, { sessionId: session.id, stepUp: pending, acrValues })
  })
  const stayInTouch: FastifyPluginAsync<MailboxContext> = async (app) => {
    app.addHook('onReady', async () => provider.start())
    app.addHook('onClose', async () => provider.stop())
  }
  return {
    options: async () => ({ mode: 'oidc', name: oidc.name, available: provider.available() }),
    endpoints: [
      stayInTouch,
      startSignIn(place),
      comeBack(place),
      stepUp,
      backChannelLogout(place),
      frontChannelLogout(place),
    ],
    async afterSignOut({ provider: session }) {
      if (session === null) return undefined
      // Signing out here must not fail because the provider is away.
      const url = await provider.signOutUrl(session.idToken()).catch(() => undefined)
      return url?.href
    },
  }
}
