import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeJwt } from 'jose'
import type { Configuration, InteractionResults } from 'oidc-provider'

/** How the next interaction at the provider ends. */
export interface Answer {
  /** The account that signs in. */
  account?: string
  acr?: string
  /** An error of OAuth instead, such as access_denied. */
  error?: string
}

/** A real provider of OpenID Connect on loopback, and the person in front of it. */
export interface TestProvider extends AsyncDisposable {
  issuer: string
  clientId: string
  clientSecret: string
  /** Claims of each account by its subject; change them freely. */
  accounts: Map<string, Record<string, string>>
  /** What the person does whenever the provider asks; undefined: a page asks, for a browser to answer. */
  answer: Answer | undefined
  /** The parameters of the authorization requests, oldest first, whichever way they came. */
  asked: URLSearchParams[]
  /** What the browser brought of them. */
  atBrowser: URLSearchParams[]
  /** From now on the provider signs with a key that was never published before. */
  changeKeys(): Promise<void>
  /** Stops listening, and starts again at the same address. */
  away(): Promise<void>
  back(): Promise<void>
}

export interface TestProviderOptions {
  /** Of the mailbox that signs in here. */
  publicUrl: string
  /** Default: ID-porten's two. */
  acrValues?: string[]
  configuration?: Partial<Configuration>
}

/** `localhost` is another site than `127.0.0.1`, so that a browser treats provider and mailbox as it does in life. */
export async function startTestProvider(options: TestProviderOptions): Promise<TestProvider> {
  const listener: { current: (request: IncomingMessage, response: ServerResponse) => void } = {
    current: (_request, response) => void response.writeHead(503).end(),
  }
  let server = await listen((request, response) => listener.current(request, response))
  const { port } = server.address() as AddressInfo
  const provider: TestProvider = {
    issuer: `http://localhost:${port}`,
    clientId: 'brevdue-test',
    clientSecret: 'a secret between the two of us only',
    accounts: new Map(),
    answer: undefined,
    asked: [],
    atBrowser: [],
    async changeKeys() {
      listener.current = await providerListener(provider, options)
    },
    away: () => close(server),
    async back() {
      server = await listen((request, response) => listener.current(request, response), port)
    },
    [Symbol.asyncDispose]: () => close(server),
  }
  await provider.changeKeys()
  return provider
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void, port = 0): Promise<Server> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve))
  return server
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}

let keys = 0

async function providerListener(provider: TestProvider, options: TestProviderOptions) {
  const { Provider } = await import('oidc-provider')
  const oidc = new Provider(provider.issuer, configurationOf(provider, options))
  const callback = oidc.callback()
  oidc.on('pushed_authorization_request.success', ({ oidc: { body } }) => {
    provider.asked.push(new URLSearchParams(body as Record<string, string>))
  })
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', provider.issuer)
    if (url.pathname === '/auth') {
      provider.atBrowser.push(url.searchParams)
      if (!url.searchParams.has('request_uri')) provider.asked.push(plainOf(url.searchParams))
    }
    const answer = /^\/interaction\/[^/]+$/.test(url.pathname) ? answerOf(provider, url) : undefined
    if (answer !== undefined) void oidc.interactionFinished(request, response, answer)
    else if (url.pathname.startsWith('/interaction/')) askPage(provider, options, response)
    else void callback(request, response)
  }
}

function configurationOf(
  provider: TestProvider,
  { publicUrl, acrValues, configuration }: TestProviderOptions,
): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  keys += 1
  return {
    clients: [
      {
        client_id: provider.clientId,
        client_secret: provider.clientSecret,
        redirect_uris: [`${publicUrl}/auth/oidc/callback`],
        post_logout_redirect_uris: [`${publicUrl}/signed-out`],
        backchannel_logout_uri: `${publicUrl}/auth/oidc/back-channel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: `key-${keys}`, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for tests'] },
    acrValues: acrValues ?? ['idporten-loa-substantial', 'idporten-loa-high'],
    claims: { openid: ['sub', 'pid'], acr: null, auth_time: null, sid: null },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: { Session: 3600, Interaction: 600, Grant: 3600, IdToken: 600, AccessToken: 60 },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = `<!doctype html><title>Sign out</title>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out here too</button>`
        },
      },
    },
    // Its own dispatcher talks to no address of this machine, where the mailbox under test is; and it gives up after two
    // and a half seconds, which a slow machine may need.
    fetch(url, options) {
      const { dispatcher: _guarded, signal: _patience, ...plain } = options as RequestInit & { dispatcher?: unknown }
      return fetch(url, plain)
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...provider.accounts.get(id) }),
    }),
    async loadExistingGrant(context) {
      const { client, session } = context.oidc
      const owner = { clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' }
      const grant = new context.oidc.provider.Grant(owner)
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    ...configuration,
  }
}

/** A signed request has its parameters in its claims (RFC 9101). */
function plainOf(parameters: URLSearchParams): URLSearchParams {
  const request = parameters.get('request')
  return request === null ? parameters : new URLSearchParams(decodeJwt(request) as Record<string, string>)
}

function answerOf(provider: TestProvider, url: URL): InteractionResults | undefined {
  const chosen = url.searchParams.get('account')
  const acr = url.searchParams.get('acr')
  const error = url.searchParams.get('error')
  const answer: Answer | undefined =
    chosen === null && error === null
      ? provider.answer
      : {
          ...(chosen === null ? {} : { account: chosen }),
          ...(acr === null ? {} : { acr }),
          ...(error === null ? {} : { error }),
        }
  if (answer === undefined) return undefined
  if (answer.error !== undefined) return { error: answer.error, error_description: 'as the person wished' }
  const { account = '', acr: reached } = answer
  return { login: { accountId: account, ...(reached === undefined ? {} : { acr: reached }) } }
}

/** A link for each person and level: what a browser under test presses. */
function askPage(provider: TestProvider, { acrValues }: TestProviderOptions, response: ServerResponse): void {
  const levels = acrValues ?? ['idporten-loa-substantial', 'idporten-loa-high']
  const links = [...provider.accounts.keys()].flatMap((account) =>
    levels.map((acr) => `<p><a href="?${new URLSearchParams({ account, acr }).toString()}">${account} ${acr}</a></p>`),
  )
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><title>Provider</title><h1>Who are you?</h1>${links.join('')}<p><a href="?error=access_denied">Cancel</a></p>`,
  )
}
