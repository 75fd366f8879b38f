import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose'
import {
  allowInsecureRequests,
  type ClientAuth,
  type ClientMetadata,
  Configuration,
  type CustomFetch,
  clockSkew,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type ServerMetadata,
} from 'openid-client'
import type { OidcConfig } from '../../config/config.ts'
import { acceptedAlgorithms } from './accepted-algorithms.ts'
import { boundedFetch, ProviderUnreachable } from './bounded-fetch.ts'
import { clientAuthentication } from './client-authentication.ts'
import { providerKeys } from './provider-keys.ts'

/** How long one question to the provider may take. */
const timeoutSeconds = 10

/** The provider as it has described itself. */
export interface Discovered {
  configuration: Configuration
  /** For userinfo: there openid-client verifies the signature. */
  userInfo: Configuration
  metadata: ServerMetadata
  /** For `jwtVerify`. */
  keys: JWTVerifyGetKey
  /** What the provider publishes now. @throws ProviderUnreachable */
  fetchKeys: () => Promise<JSONWebKeySet>
}

/**
 * Asks the provider who it is.
 *
 * @throws ProviderUnreachable when it does not answer, or not as a provider
 */
export async function discover(oidc: OidcConfig, clock: () => Date): Promise<Discovered> {
  const authenticate = await clientAuthentication(oidc)
  const issuer = new URL(oidc.issuer)
  try {
    const client: Partial<ClientMetadata> = {
      [clockTolerance]: oidc.clockToleranceSeconds,
      [clockSkew]: Math.round((clock().getTime() - Date.now()) / 1000),
    }
    const authentication: ClientAuth = (...request) => authenticate(request[0])(...request)
    const described = await discovery(issuer, oidc.clientId, client, authentication, {
      timeout: timeoutSeconds,
      [customFetch]: bounded,
      execute: issuer.protocol === 'http:' ? [allowInsecureRequests] : [],
    })
    const metadata = completed(described.serverMetadata())
    const { jwks_uri: keysUrl } = requireEndpoints(metadata)
    const configure = (): Configuration => {
      const configuration = new Configuration(metadata, oidc.clientId, client, authentication)
      configuration.timeout = timeoutSeconds
      configuration[customFetch] = bounded
      if (issuer.protocol === 'http:') allowInsecureRequests(configuration)
      return configuration
    }
    const [configuration, userInfo] = [configure(), configure()]
    enableNonRepudiationChecks(userInfo)
    const fetchKeys = (): Promise<JSONWebKeySet> => fetchKeySet(keysUrl)
    return { configuration, userInfo, metadata, keys: providerKeys(fetchKeys, clock), fetchKeys }
  } catch (error) {
    throw unreachable(error, issuer)
  }
}

const bounded: CustomFetch = (url, init) => boundedFetch(url, init as RequestInit)

/**
 * Some describe what they do not have with `null`. And one that does not say what it signs with is believed with whatever
 * we accept, and not with RS256 alone.
 */
function completed(described: ServerMetadata): ServerMetadata {
  const algorithms = [...acceptedAlgorithms]
  const said = Object.entries(described).filter(([, value]) => value !== null)
  return {
    id_token_signing_alg_values_supported: algorithms,
    userinfo_signing_alg_values_supported: algorithms,
    ...(Object.fromEntries(said) as unknown as ServerMetadata),
  }
}

type Endpoints = Required<Pick<ServerMetadata, 'authorization_endpoint' | 'token_endpoint' | 'jwks_uri'>>

function requireEndpoints(metadata: ServerMetadata): Endpoints {
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = metadata
  const { pushed_authorization_request_endpoint: pushing } = metadata
  if (authorization_endpoint === undefined || token_endpoint === undefined || jwks_uri === undefined) {
    throw new ProviderUnreachable('its description lacks authorization_endpoint, token_endpoint or jwks_uri')
  }
  const protocols = issuer.startsWith('https:') ? ['https:'] : ['https:', 'http:']
  const called = { authorization_endpoint, token_endpoint, jwks_uri }
  const optional = pushing === undefined ? {} : { pushed_authorization_request_endpoint: pushing }
  for (const [name, place] of Object.entries({ ...called, ...optional })) {
    if (!URL.canParse(place) || !protocols.includes(new URL(place).protocol)) {
      throw new ProviderUnreachable(`the ${name} in its description is no address with ${protocols.join(' or ')}//`)
    }
  }
  return { authorization_endpoint, token_endpoint, jwks_uri }
}

async function fetchKeySet(url: string): Promise<JSONWebKeySet> {
  const response = await boundedFetch(url, {
    headers: { accept: 'application/json, application/jwk-set+json' },
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  })
  const body: unknown = response.ok ? await response.json().catch(() => undefined) : undefined
  if (typeof body !== 'object' || body === null || !Array.isArray((body as { keys?: unknown }).keys)) {
    throw new ProviderUnreachable(`the keys at ${new URL(url).host} cannot be read`)
  }
  return body as JSONWebKeySet
}

/** What went wrong in words that say what to look at, and quote nothing but who we asked and what it calls itself. */
function unreachable(error: unknown, issuer: URL): ProviderUnreachable {
  if (error instanceof ProviderUnreachable) return error
  const { cause, message } = error as Error
  if (cause instanceof ProviderUnreachable) return cause
  const place = `${issuer.href.replace(/\/$/, '')}/.well-known/openid-configuration`
  const named = (cause as { body?: { issuer?: unknown } } | undefined)?.body?.issuer
  const another = typeof named === 'string' && URL.canParse(named) ? `; it calls itself ${named}` : ''
  return new ProviderUnreachable(`${place} is no description of this issuer (${message}${another})`)
}
