import { generateKeyPairSync } from 'node:crypto'
import { loadConfig, type Overrides } from '../../packages/server/src/config/load.ts'
import type { ServerDeps } from '../../packages/server/src/http/deps.ts'
import { type ApiRoute, nameOfRoute } from '../../packages/server/src/http/mailbox-api/api-docs/open-api.ts'
import { collectRoutes } from '../../packages/server/src/http/mailbox-api/api-docs/serve-docs.ts'
import { buildHttpServer } from '../../packages/server/src/http/server.ts'
import { createKeyring } from '../../packages/server/src/keys/keyring.ts'
import { createMetrics } from '../../packages/server/src/observe/metrics.ts'

const publicUrl = 'https://brevdue.example'
const key = () =>
  String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }))

const modes = (): Overrides[] => [
  { mode: 'sandbox' },
  {
    mode: 'service',
    signIn: 'oidc',
    publicUrl,
    oidcIssuer: 'https://127.0.0.1:9',
    oidcClientId: 'brevdue',
    oidcClientKey: key(),
    oidcLevels: 'high=IDPORTEN_4',
  },
  { mode: 'service', signIn: 'built-in', publicUrl, smtpUrl: 'smtp://127.0.0.1:9', mailFrom: 'post@brevdue.example' },
]

/** The routes of the mailbox API in all modes, each once. The servers are put together for this and never started. */
export async function mailboxRoutes(): Promise<ApiRoute[]> {
  const found = new Map<string, ApiRoute>()
  for (const overrides of modes()) {
    const app = buildHttpServer({
      config: loadConfig({}, overrides),
      keyring: createKeyring(Buffer.alloc(32)),
      metrics: createMetrics(),
      email: { poke: () => undefined },
      clock: () => new Date(),
    } as unknown as ServerDeps)
    const routes = collectRoutes(app)
    await app.after()
    for (const route of routes) {
      if (/^\/(api|auth|content)\//.test(route.url)) found.set(nameOfRoute(route), route)
    }
  }
  return [...found.values()]
}
