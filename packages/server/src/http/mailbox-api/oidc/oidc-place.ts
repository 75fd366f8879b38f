import type { FastifyRequest } from 'fastify'
import type { OidcConfig } from '../../../config/config.ts'
import type { OidcProvider } from '../../../gateways/oidc/provider.ts'
import type { AttemptCookie } from './attempt-cookie.ts'

/** What the routes of this sign-in share, beside what every route of the mailbox has. */
export interface OidcPlace {
  oidc: OidcConfig
  provider: OidcProvider
  browser: AttemptCookie
  /** Undefined where it cannot be told. */
  networkOf: (request: FastifyRequest) => string | undefined
}
