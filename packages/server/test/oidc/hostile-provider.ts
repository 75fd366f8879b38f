import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey']

/** Undefined takes a claim out. */
export type Claims = Record<string, unknown>

export interface Signing {
  alg?: string
  kid?: string
  key?: Key | Uint8Array
  typ?: string
}

/** A provider that says whatever a test wants it to: every answer can be a lie. */
export interface HostileProvider extends AsyncDisposable {
  issuer: string
  clientId: string
  clientSecret: string
  /** Signed with the published key unless told otherwise. */
  sign(claims: Claims, how?: Signing): Promise<string>
  /** An id token as an honest provider would give it, with the changes. */
  idToken(changes?: Claims, how?: Signing): Promise<string>
  /** What the token endpoint answers; a text is the id token. */
  token: string | ((response: ServerResponse) => void)
  /** Forms that came to the token endpoint. */
  redeemed: URLSearchParams[]
  /** What userinfo answers whoever brings the access token; a text is a signed answer. */
  userInfo: Claims | string | ((response: ServerResponse) => void)
  /** What the endpoint for pushed requests answers, when the metadata names `/par`. */
  pushed: (response: ServerResponse) => void
  /** Forms that were pushed. */
  pushes: URLSearchParams[]
  /** Paths that were asked for. */
  asked: string[]
  /** More of its description, or other. */
  metadata: Record<string, unknown>
  /** A new key, published in place of the old one. */
  changeKey(alg?: string): Promise<void>
  nonce: string
  claims: Claims
}

const accessToken = 'opens-userinfo'

const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** @param path of the issuer: some live below one */
export async function startHostileProvider(path = ''): Promise<HostileProvider> {
  let signing = await newKey()
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}${path}`
  const root = issuer.replace(/\/$/, '')
  const provider: HostileProvider = {
    issuer,
    clientId: 'brevdue-test',
    clientSecret: 'a secret that is long enough for HS256 as well',
    token: '',
    redeemed: [],
    userInfo: (response) => response.writeHead(404).end(),
    pushed: (response) => json(response, { request_uri: 'urn:example:pushed', expires_in: 60 }, 201),
    pushes: [],
    asked: [],
    metadata: {},
    nonce: '',
    claims: {},
    sign(claims, { alg = signing.jwk.alg, kid = signing.kid, key = signing.key, typ } = {}) {
      const header = { alg, kid, ...(typ === undefined ? {} : { typ }) }
      if (alg === 'none') return Promise.resolve(unsigned(header, claims))
      return new SignJWT(claims as JWTPayload).setProtectedHeader(header).sign(key)
    },
    idToken(changes = {}, how = {}) {
      const now = Math.floor(Date.now() / 1000)
      const { issuer: iss, clientId: aud, nonce, claims } = provider
      const honest = { iss, aud, nonce, iat: now, exp: now + 600, auth_time: now, ...claims }
      return provider.sign({ ...honest, ...changes }, how)
    },
    async changeKey(alg) {
      signing = await newKey(alg)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = request.url ?? '/'
    provider.asked.push(asked)
    const path = asked.slice(new URL(root).pathname.replace(/\/$/, '').length)
    if (path === '/.well-known/openid-configuration') {
      json(response, {
        issuer,
        authorization_endpoint: `${root}/auth`,
        token_endpoint: `${root}/token`,
        userinfo_endpoint: `${root}/userinfo`,
        jwks_uri: `${root}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        ...provider.metadata,
      })
    } else if (path === '/jwks') {
      json(response, { keys: [signing.jwk] })
    } else if (path === '/token') {
      provider.redeemed.push(await formOf(request))
      if (typeof provider.token === 'function') provider.token(response)
      else json(response, { access_token: accessToken, token_type: 'Bearer', id_token: provider.token })
    } else if (path === '/par') {
      provider.pushes.push(await formOf(request))
      provider.pushed(response)
    } else if (path === '/userinfo' && request.headers.authorization === `Bearer ${accessToken}`) {
      if (typeof provider.userInfo === 'function') provider.userInfo(response)
      else if (typeof provider.userInfo === 'object') json(response, provider.userInfo)
      else response.setHeader('content-type', 'application/jwt').end(provider.userInfo)
    } else {
      response.writeHead(404).end()
    }
  }
  return provider
}

let keys = 0

async function newKey(alg = 'RS256') {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  keys += 1
  const kid = `hostile-${keys}`
  return { key: privateKey, kid, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg } }
}

function unsigned(header: object, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.`
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return new URLSearchParams(Buffer.concat(parts).toString())
}
