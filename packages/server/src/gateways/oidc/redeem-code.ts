import type { JWTPayload } from 'jose'
import { AuthorizationResponseError, authorizationCodeGrant, ResponseBodyError } from 'openid-client'
import { askUserInfo } from './ask-user-info.ts'
import { faultIn, unreachableIn } from './faults.ts'
import { type Refusal, SignInRefused } from './sign-in-refused.ts'
import { isStorableName } from './storable-name.ts'
import { type Verifying, verifyToken } from './verify-token.ts'

/** Who signed in at the provider, and how. */
export interface Redeemed {
  /** What the claim about the person holds, whatever that is; undefined when the provider does not tell. */
  person: unknown
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
 * our clock. Of userinfo only the claim about the person is taken, and only where the id token has none: the `acr` and
 * the rest belong to this one sign-in, and only the signed token with our nonce can speak of that.
 */
export async function redeemCode(
  place: Verifying & { failed: (why: string) => void },
  currentUrl: URL,
  { state, nonce, verifier }: Expected,
): Promise<Redeemed> {
  try {
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
    const tokens = await authorizationCodeGrant(place.discovered.configuration, currentUrl, checks)
    const { id_token: idToken, access_token: accessToken } = tokens
    if (idToken === undefined) throw new SignInRefused('not-accepted', 'the provider sent no id token')
    const { claims } = await verifyToken(place, idToken, ['sub', 'exp', 'nonce'])
    if (claims['nonce'] !== nonce) throw new SignInRefused('not-accepted', 'the nonce is another')
    const redeemed = { ...redeemedOf(claims), idToken }
    const { personClaim } = place.oidc
    if (claims[personClaim] !== undefined) return { ...redeemed, person: claims[personClaim] }
    const said = await askUserInfo(place.discovered, { accessToken, subject: redeemed.subject })
    return { ...redeemed, person: said?.[personClaim] }
  } catch (error) {
    throw explained(error, place.failed)
  }
}

function redeemedOf(claims: JWTPayload): Omit<Redeemed, 'idToken' | 'person'> {
  const { iss: issuer, sub: subject, sid, acr, auth_time } = claims
  if (issuer === undefined || subject === undefined || subject === '') {
    throw new SignInRefused('not-accepted', 'the id token names no subject')
  }
  if (![subject, ...(typeof sid === 'string' && sid !== '' ? [sid] : [])].every(isStorableName)) {
    throw new SignInRefused('not-accepted', 'the sub or sid of the id token is no text that can be kept')
  }
  return {
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

/** Whatever the provider wrote, only what looks like one of the specified words goes to the log. */
function wordOf(text: string): string {
  return /^[a-z_]{1,60}$/.test(text) ? text : 'an unknown error'
}
