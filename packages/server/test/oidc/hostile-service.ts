import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Overrides } from '../../src/config/load.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addPerson, type TestPerson } from '../mailbox-api/letter-builder.ts'
import { GoingClock, startMailbox, type TestMailbox } from '../mailbox-api/test-mailbox.ts'
import { type HostileProvider, startHostileProvider } from './hostile-provider.ts'
import { freePort, giveIdentity, oidcOverrides, substantial } from './service.ts'
import { type Arrival, Visitor } from './visitor.ts'

/** A service whose provider lies, and a person whom it could lie about. */
export interface HostileService extends AsyncDisposable {
  at: TestMailbox
  provider: HostileProvider
  kari: TestPerson
  /** Leaves for the provider; what would be asked there is in the answer. */
  leave(visitor: Visitor, path?: string): Promise<URLSearchParams>
  /** Comes back with a code, or with what `query` says instead. */
  comeBack(visitor: Visitor, query: Record<string, string>): Promise<Arrival>
  /** A whole sign-in in a new browser, with the id token that the provider would give. */
  signIn(idToken: () => Promise<string>): Promise<{ arrival: Arrival; visitor: Visitor }>
  sessions(): Promise<number>
}

export async function startHostileService(
  overrides: Overrides = {},
  metadata: Record<string, unknown> = {},
  clock: TestMailbox['clock'] = new GoingClock(),
): Promise<HostileService> {
  const port = await freePort()
  const provider = await startHostileProvider()
  provider.metadata = metadata
  const at = await startMailbox({ overrides: { ...oidcOverrides(port, provider), ...overrides }, clock })
  const kari = await addPerson(at, 'Kari Nordmann')
  const pid = testIdentityNumber(1)
  await giveIdentity(at, kari, pid)
  provider.claims = { sub: 'kari', pid, acr: substantial, sid: 'session-1' }
  const service: HostileService = {
    at,
    provider,
    kari,
    async leave(visitor, path = '/auth/oidc') {
      const response = await visitor.fetch(new URL(path, at.url), {}, false)
      const asked = new URL(response.headers.get('location') ?? '', at.url).searchParams
      provider.nonce = asked.get('nonce') ?? ''
      return asked
    },
    comeBack: (visitor, query) => visitor.visit(`/auth/oidc/callback?${new URLSearchParams(query).toString()}`),
    async signIn(idToken) {
      const visitor = new Visitor(at)
      const asked = await service.leave(visitor)
      provider.token = await idToken()
      const arrival = await service.comeBack(visitor, { code: 'code', state: asked.get('state') ?? '' })
      return { arrival, visitor }
    },
    async sessions() {
      return (await at.db.selectFrom('session').select('id').execute()).length
    },
    async [Symbol.asyncDispose]() {
      await at[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
    },
  }
  return service
}

/** PKCE: what was sent to the token endpoint belongs to what was asked at the authorization endpoint. */
export function assertPkce(asked: URLSearchParams, redeemed: URLSearchParams | undefined): void {
  const verifier = redeemed?.get('code_verifier') ?? ''
  assert.equal(createHash('sha256').update(verifier).digest('base64url'), asked.get('code_challenge'))
}
