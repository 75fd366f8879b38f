import { createPrivateKey } from 'node:crypto'
import { type CryptoKey, importJWK, type JWK } from 'jose'
import { type ClientAuth, ClientSecretBasic, ClientSecretPost, PrivateKeyJwt, type ServerMetadata } from 'openid-client'
import type { OidcConfig } from '../../config/config.ts'
import { StartError } from '../../config/start-error.ts'

type Credentials = Pick<OidcConfig, 'clientSecret' | 'clientKey' | 'clientKeyId'>

/**
 * How we show the provider that it is us: `private_key_jwt` with a key, else the secret in the way that the provider
 * takes. A provider that says nothing takes `client_secret_basic` (OpenID Connect Discovery 1.0, section 3).
 *
 * @throws StartError when the key cannot be used
 */
export async function clientAuthentication(
  credentials: Credentials,
): Promise<(metadata: ServerMetadata) => ClientAuth> {
  const { clientSecret, clientKey, clientKeyId } = credentials
  if (clientKey !== undefined) {
    const { key, kid } = await readClientKey(clientKey.reveal(), clientKeyId)
    const authentication = PrivateKeyJwt(kid === undefined ? key : { key, kid })
    return () => authentication
  }
  const secret = clientSecret?.reveal()
  return ({ token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] }) =>
    methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret)
}

async function readClientKey(text: string, keyId: string | undefined): Promise<{ key: CryptoKey; kid?: string }> {
  try {
    const given = text.trimStart().startsWith('{') ? (JSON.parse(text) as JWK) : undefined
    const jwk = given ?? (createPrivateKey(text).export({ format: 'jwk' }) as JWK)
    const key = await importJWK(jwk, given?.alg ?? algorithmOf(jwk), { extractable: false })
    if (key instanceof Uint8Array || key.type !== 'private') throw new Error('a public key, or a secret one')
    const kid = keyId ?? given?.kid
    return kid === undefined ? { key } : { key, kid }
  } catch {
    // What the fault says may quote the key.
    throw new StartError(
      'BREVDUE_OIDC_CLIENT_KEY cannot be used: it must be a private key of RSA, EC or Ed25519, as PEM (PKCS #8) or as JWK.',
    )
  }
}

function algorithmOf({ kty, crv }: JWK): string {
  if (kty === 'RSA') return 'RS256'
  if (kty === 'OKP') return 'Ed25519'
  return { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }[crv ?? ''] ?? 'ES256'
}
