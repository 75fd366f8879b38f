import { type JWTPayload, jwtVerify } from 'jose'
import type { OidcConfig } from '../../config/config.ts'
import { acceptedAlgorithms } from './accepted-algorithms.ts'
import type { Discovered } from './discover.ts'

export interface Verifying {
  discovered: Discovered
  oidc: OidcConfig
  clock: () => Date
}

/**
 * Checks a token that the provider signed for us: signature, issuer, audience and times. A token from the future is
 * refused like one from the past, both with the tolerance of the configuration.
 *
 * @throws when it is not one
 */
export async function verifyToken(
  { discovered, oidc, clock }: Verifying,
  token: string,
  requiredClaims: string[],
): Promise<{ claims: JWTPayload; type: string | undefined }> {
  const now = clock()
  const { payload, protectedHeader } = await jwtVerify(token, discovered.keys, {
    issuer: discovered.metadata.issuer,
    audience: oidc.clientId,
    clockTolerance: oidc.clockToleranceSeconds,
    currentDate: now,
    requiredClaims: ['iat', ...requiredClaims],
    algorithms: [...acceptedAlgorithms],
  })
  if ((payload.iat ?? 0) > now.getTime() / 1000 + oidc.clockToleranceSeconds) {
    throw new Error('the token was issued in the future')
  }
  return { claims: payload, type: protectedHeader.typ }
}
