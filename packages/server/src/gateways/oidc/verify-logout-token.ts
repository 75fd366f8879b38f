import type { JWTPayload } from 'jose'
import type { LogoutToken } from './provider.ts'
import { isStorableName } from './storable-name.ts'
import { type Verifying, verifyToken } from './verify-token.ts'

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
/** An honest message arrives at once; without `exp` this is how long one is believed. */
export const longestAgeSeconds = 120

/**
 * A logout token of OpenID Connect Back-Channel Logout 1.0, section 2.6. An id token is none: it has a nonce and no
 * event, so that it can never be sent here to sign its owner out.
 *
 * @throws when it is not one
 */
export async function verifyLogoutToken(place: Verifying, token: string): Promise<LogoutToken> {
  const { claims, type } = await verifyToken(place, token, ['jti'])
  if (type !== undefined && !['logout+jwt', 'jwt'].includes(type.toLowerCase())) throw new Error('the type is another')
  const age = place.clock().getTime() / 1000 - (claims.iat ?? 0)
  if (age > longestAgeSeconds + place.oidc.clockToleranceSeconds) throw new Error('the token is too old')
  if (!isLogout(claims)) throw new Error('the token says nothing of a logout')
  if (claims['nonce'] !== undefined) throw new Error('a logout token has no nonce')
  const [jti, sid, subject] = [textOrNull(claims.jti), textOrNull(claims['sid']), textOrNull(claims.sub)]
  if (jti === null) throw new Error('the token has no id')
  if (![sid, subject].every((name) => name === null || isStorableName(name))) throw new Error('no name of ours')
  if (sid === null && subject === null) throw new Error('the token names neither session nor subject')
  return { issuer: place.discovered.metadata.issuer, jti, sid, subject }
}

function isLogout({ events }: JWTPayload & { events?: unknown }): boolean {
  if (typeof events !== 'object' || events === null) return false
  const event = (events as Record<string, unknown>)[logoutEvent]
  return typeof event === 'object' && event !== null
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
