import type { Overrides } from '../../src/config/load.ts'
import { freePort } from '../../src/testing/free-port.ts'
import {
  startTestProvider,
  type TestProvider,
  type TestProviderOptions,
} from '../../src/testing/start-test-provider.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addPerson, type TestPerson } from '../mailbox-api/letter-builder.ts'
import { GoingClock, startMailbox, type TestMailbox } from '../mailbox-api/test-mailbox.ts'

/** For the mailbox, which must know its address before it listens: it is in the redirect URI. */
export { freePort }

export const substantial = 'idporten-loa-substantial'
export const high = 'idporten-loa-high'

/** What the operator of a service sets for a provider. */
export function oidcOverrides(
  port: number,
  provider: Pick<TestProvider, 'issuer' | 'clientId' | 'clientSecret'>,
): Overrides {
  return {
    mode: 'service',
    signIn: 'oidc',
    port,
    publicUrl: `http://127.0.0.1:${port}`,
    oidcIssuer: provider.issuer,
    oidcClientId: provider.clientId,
    oidcClientSecret: provider.clientSecret,
    oidcName: 'Prøveporten',
    oidcLevels: `${substantial}=IDPORTEN_3,${high}=IDPORTEN_4`,
  }
}

export interface TestService extends AsyncDisposable {
  at: TestMailbox
  provider: TestProvider
  /** A person with a mailbox here and an account at the provider, of the same name. */
  addCitizen(name?: string): Promise<Citizen>
}

export interface Citizen extends TestPerson {
  account: string
  identityNumber: string
}

let citizens = 0

/** A service and the provider that its people sign in at. */
export async function startService(
  overrides: Overrides = {},
  prepare: Omit<Partial<TestProviderOptions>, 'publicUrl'> & { clock?: GoingClock; port?: number } = {},
): Promise<TestService> {
  const { clock = new GoingClock(), port = await freePort(), ...options } = prepare
  const provider = await startTestProvider({ publicUrl: `http://127.0.0.1:${port}`, ...options })
  const at = await startMailbox({ overrides: { ...oidcOverrides(port, provider), ...overrides }, clock })
  return {
    at,
    provider,
    async addCitizen(name) {
      const person = await addPerson(at, name)
      citizens += 1
      const identityNumber = testIdentityNumber(citizens)
      await giveIdentity(at, person, identityNumber)
      const account = `account-${citizens}`
      provider.accounts.set(account, { pid: identityNumber })
      return { ...person, account, identityNumber }
    },
    async [Symbol.asyncDispose]() {
      await at[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
    },
  }
}

export async function giveIdentity(at: TestMailbox, person: TestPerson, identityNumber: string): Promise<void> {
  const identity_hash = at.keyring.hashFor('national identity number', identityNumber)
  await at.db.updateTable('recipient').set({ identity_hash }).where('id', '=', person.personId).execute()
}
