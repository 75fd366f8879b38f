import type { JWTPayload } from 'jose'
import { AuthorizationResponseError, authorizationCodeGrant, ResponseBodyError } from 'openid-client'
import { ProviderUnreachable } from './bounded-fetch.ts'
import { type Refusal, SignInRefused } from './sign-in-refused.ts'
import { isStorableName } from './storable-name.ts'
import { type Verifying, verifyToken } from './verify-token.ts'

/** Who signed in at the provider, and how. */
export interface Redeemed {
  claims: JWTPayload
  issuer: string
  subject: string
  sid: string | null
  acr: string | null
  /** When the person showed who they are, in seconds; null when the provider does not tell. */
  authenticatedAt: number | null
  idToken: string
}

interface Expected {
  state: string
  nonce: string
  verifier: string
}

/**
 * Exchanges the code for the id token. State, nonce, PKCE and the issuer of the answer (RFC 9207) are checked by
 * openid-client; the signature too is checked, although the token comes straight from the provider, and the times by
 * our clock. What userinfo says is never asked for: it is not signed.
 */
export async function redeemCode(
  place: Verifying & { failed: (why: string) => void },
  currentUrl: URL,
  { state, nonce, verifier }: Expected,
): Promise<Redeemed> {
  try {
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
    const { id_token: idToken } = await authorizationCodeGrant(place.discovered.configuration, currentUrl, checks)
    if (idToken === undefined) throw new SignInRefused('not-accepted', 'the provider sent no id token')
    const { claims } = await verifyToken(place, idToken, ['sub', 'exp', 'nonce'])
    if (claims['nonce'] !== nonce) throw new SignInRefused('not-accepted', 'the nonce is another')
    return { ...redeemedOf(claims), idToken }
  } catch (error) {
    throw explained(error, place.failed)
  }
}

function redeemedOf(claims: JWTPayload): Omit<Redeemed, 'idToken'> {
  const { iss: issuer, sub: subject, sid, acr, auth_time } = claims
  if (issuer === undefined || subject === undefined || subject === '') {
    throw new SignInRefused('not-accepted', 'the id token names no subject')
  }
  if (![subject, ...(typeof sid === 'string' && sid !== '' ? [sid] : [])].every(isStorableName)) {
    throw new SignInRefused('not-accepted', 'the sub or sid of the id token is no text that can be kept')
  }
  return {
    claims,
    issuer,
    subject,
    sid: typeof sid === 'string' ? sid : null,
    acr: typeof acr === 'string' || typeof acr === 'number' ? String(acr) : null,
    authenticatedAt: typeof auth_time === 'number' ? auth_time : null,
  }
}

/** RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6, and the unmet acr of its own specification. */
const refusals: Readonly<Record<string, Refusal>> = {
  access_denied: 'cancelled',
  unmet_authentication_requirements: 'unmet',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
}

/** The library's faults carry the claims along: of those only the kind of the fault is kept. */
function explained(error: unknown, failed: (why: string) => void): Error {
  if (error instanceof SignInRefused) return error
  if (error instanceof AuthorizationResponseError) {
    const refusal = Object.hasOwn(refusals, error.error) ? refusals[error.error] : undefined
    return new SignInRefused(refusal ?? 'not-accepted', `the provider answered ${wordOf(error.error)}`)
  }
  if (error instanceof ResponseBodyError) {
    return new SignInRefused('not-accepted', `the provider refused the code: ${wordOf(error.error)}`)
  }
  const unreachable = unreachableIn(error)
  if (unreachable !== undefined) {
    failed(unreachable.message)
    return unreachable
  }
  return new SignInRefused('not-accepted', `the answer does not pass the checks (${faultIn(error)})`)
}

/** Which check it was, and of which claim. Their texts are written by the libraries and quote nothing of the answer. */
function faultIn(error: unknown): string {
  const words = new Set<string>()
  let fault = error as { code?: unknown; claim?: unknown; cause?: unknown; message?: unknown; name?: unknown }
  for (let depth = 0; depth < 4 && typeof fault === 'object' && fault !== null; depth++) {
    for (const word of [fault.code, fault.claim]) if (typeof word === 'string') words.add(word)
    if (fault.name === 'OperationProcessingError' && fault.code === 'OAUTH_INVALID_RESPONSE') {
      words.add(String(fault.message))
    }
    fault = fault.cause as typeof fault
  }
  return words.size > 0 ? [...words].join(', ') : (error as Error).name
}

/** Whatever the provider wrote, only what looks like one of the specified words goes to the log. */
function wordOf(text: string): string {
  return /^[a-z_]{1,60}$/.test(text) ? text : 'an unknown error'
}

function unreachableIn(error: unknown, depth = 0): ProviderUnreachable | undefined {
  if (error instanceof ProviderUnreachable) return error
  if (depth > 4 || !(error instanceof Error)) return undefined
  return unreachableIn(error.cause, depth + 1)
}
