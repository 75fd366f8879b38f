import { createPrivateKey } from 'node:crypto'
import { type CryptoKey, importJWK, type JWK } from 'jose'
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, PrivateKeyJwt, type ServerMetadata } from 'openid-client'
import type { OidcConfig } from '../../config/config.ts'

type Credentials = Pick<OidcConfig, 'clientSecret' | 'clientKey' | 'clientKeyId' | 'clientAuthentication'>

/**
 * How we show the provider that it is us: `private_key_jwt` with a key, else the secret in the way that the provider
 * takes, which the operator may know better than its description. A provider that says nothing takes
 * `client_secret_basic` (OpenID Connect Discovery 1.0, section 3).
 */
export async function clientAuthentication(
  credentials: Credentials,
): Promise<(metadata: ServerMetadata) => ClientAuth> {
  const { clientSecret, clientKey, clientKeyId, clientAuthentication: said } = credentials
  if (clientKey !== undefined) {
    const { privateKey } = await readClientKey(clientKey.reveal(), clientKeyId)
    const authentication = PrivateKeyJwt(privateKey)
    return () => authentication
  }
  const secret = clientSecret?.reveal()
  return ({ token_endpoint_auth_methods_supported: methods }) => {
    const header = !Array.isArray(methods) || methods.includes('client_secret_basic')
    const way = said ?? (header ? 'client_secret_basic' : 'client_secret_post')
    return way === 'client_secret_basic' ? ClientSecretBasic(secret) : ClientSecretPost(secret)
  }
}

export interface ClientKey {
  /** With its `kid` where it has one. */
  privateKey: CryptoKey | { key: CryptoKey; kid: string }
  /** JWA name, such as RS256. */
  algorithm: string
}

/** @param text PEM or JWK of a private key, which the configuration has checked */
export async function readClientKey(text: string, keyId: string | undefined): Promise<ClientKey> {
  const given = text.trimStart().startsWith('{') ? (JSON.parse(text) as JWK) : undefined
  const jwk = given ?? (createPrivateKey(text).export({ format: 'jwk' }) as JWK)
  const algorithm = given?.alg ?? algorithmOf(jwk)
  const key = await importJWK(jwk, algorithm, { extractable: false })
  if (key instanceof Uint8Array) throw new Error('A client key is no shared secret')
  const kid = keyId ?? given?.kid
  return { privateKey: kid === undefined ? key : { key, kid }, algorithm }
}

function algorithmOf({ kty, crv }: JWK): string {
  if (kty === 'RSA') return 'RS256'
  if (kty === 'OKP') return 'Ed25519'
  return { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }[crv ?? ''] ?? 'ES256'
}
