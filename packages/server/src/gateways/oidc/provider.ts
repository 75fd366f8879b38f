import { buildEndSessionUrl, calculatePKCECodeChallenge, type ServerMetadata } from 'openid-client'
import type { OidcConfig } from '../../config/config.ts'
import { authorizationUrl } from './authorization-request.ts'
import { ProviderUnreachable } from './bounded-fetch.ts'
import { type Connection, type ConnectionReport, connectionTo } from './connection.ts'
import { type Redeemed, redeemCode } from './redeem-code.ts'
import { verifyLogoutToken } from './verify-logout-token.ts'

/** What one sign-in at the provider is recognised by when it comes back. */
export interface SignInSecrets {
  nonce: string
  /** PKCE. */
  verifier: string
}

/**
 * What the provider must ask although it may remember somebody: nothing; who it is, since it remembers the wrong person;
 * or for a proof anew, since remembering is not enough.
 */
export type Ask = 'nothing' | 'person' | 'proof'

export interface SignInRequest extends SignInSecrets {
  state: string
  /** The levels asked for, in the provider's words. */
  acrValues: string | undefined
  ask: Ask
  /** BCP 47. */
  language: string
}

export interface LogoutToken {
  issuer: string
  jti: string
  sid: string | null
  subject: string | null
}

/** One OpenID Connect provider, and we its client. */
export interface OidcProvider extends Pick<Connection, 'available' | 'start' | 'stop'> {
  /** @throws ProviderUnreachable while the provider has not described itself */
  described(): Promise<void>
  /**
   * Where the browser goes to sign in; may take a question to the provider.
   *
   * @throws ProviderUnreachable | SignInRefused
   */
  signInUrl(request: SignInRequest): Promise<URL>
  /**
   * What came back with the browser, checked and exchanged for who the person is.
   *
   * @param query of the callback, as it came
   * @throws SignInRefused | ProviderUnreachable
   */
  redeem(query: string, expected: SignInSecrets & { state: string }): Promise<Redeemed>
  /** @throws when the token is none, or not for us @throws ProviderUnreachable */
  verifyLogout(token: string): Promise<LogoutToken>
  /** Where the browser goes to sign out there too; undefined when the provider offers no such place. */
  signOutUrl(idToken: string): Promise<URL | undefined>
  /** From where the provider may frame our logout page, and what it calls itself. */
  identity(): Promise<{ issuer: string; origins: string[] }>
}

export interface ProviderSetup {
  oidc: OidcConfig
  /** Where people reach us. */
  publicUrl: string
  clock: () => Date
  report: ConnectionReport
}

export function oidcProvider({ oidc, publicUrl, clock, report }: ProviderSetup): OidcProvider {
  const connection = connectionTo(oidc, clock, report)
  const redirectUri = `${publicUrl}/auth/oidc/callback`
  return {
    available: connection.available,
    start: connection.start,
    stop: connection.stop,
    async described() {
      await connection.discovered()
    },
    async signInUrl({ state, nonce, verifier, acrValues, ask, language }) {
      const discovered = await connection.discovered()
      const { metadata } = discovered
      const parameters = {
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: oidc.scopes,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ui_locales: language,
        ...(acrValues === undefined ? {} : { acr_values: acrValues }),
        ...promptFor(ask, metadata),
        ...(metadata.claims_parameter_supported === true ? { claims: claimsAsked(oidc, ask) } : {}),
      }
      return authorizationUrl(discovered, oidc, parameters).catch((error: unknown) => {
        if (error instanceof ProviderUnreachable) connection.failed(error.message)
        throw error
      })
    },
    async redeem(query, expected) {
      const discovered = await connection.discovered()
      const currentUrl = new URL(redirectUri)
      currentUrl.search = query
      return redeemCode({ discovered, oidc, clock, failed: connection.failed }, currentUrl, expected)
    },
    async verifyLogout(token) {
      return verifyLogoutToken({ discovered: await connection.discovered(), oidc, clock }, token)
    },
    async signOutUrl(idToken) {
      const { configuration, metadata } = await connection.discovered()
      if (metadata.end_session_endpoint === undefined || !oidc.endsAtProvider) return undefined
      return buildEndSessionUrl(configuration, {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${publicUrl}/signed-out`,
      })
    },
    async identity() {
      const { metadata } = await connection.discovered()
      const { issuer, authorization_endpoint, end_session_endpoint } = metadata
      const places = [issuer, authorization_endpoint, end_session_endpoint].filter((place) => place !== undefined)
      return { issuer, origins: [...new Set(places.map((place) => new URL(place).origin))] }
    },
  }
}

/** `select_account` is not for everybody: a provider that does not know it answers with an error. */
function promptFor(ask: Ask, { prompt_values_supported: known }: ServerMetadata): Record<string, string> {
  if (ask === 'nothing') return {}
  if (ask === 'proof') return { prompt: 'login', max_age: '0' }
  return { prompt: Array.isArray(known) && known.includes('select_account') ? 'select_account' : 'login' }
}

/** OpenID Connect Core 5.5: the claim about the person is wanted in the id token, where it is signed. */
function claimsAsked({ personClaim }: OidcConfig, ask: Ask): string {
  const wanted = [personClaim, ...(ask === 'proof' ? ['auth_time'] : [])]
  return JSON.stringify({ id_token: Object.fromEntries(wanted.map((claim) => [claim, { essential: true }])) })
}
