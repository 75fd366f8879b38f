import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import type { Configuration } from 'oidc-provider'
import type { Overrides } from '../../src/config/load.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addPerson } from '../mailbox-api/letter-builder.ts'
import { startMailbox } from '../mailbox-api/test-mailbox.ts'
import { startHostileProvider } from './hostile-provider.ts'
import { startHostileService } from './hostile-service.ts'
import { freePort, giveIdentity, oidcOverrides, startService, substantial } from './service.ts'
import { Visitor } from './visitor.ts'

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed25519 = () => generateKeyPairSync('ed25519')

describe('a real provider', () => {
  interface Client {
    [name: string]: unknown
  }
  /** How a sign-in ends where the client is registered like this. */
  const signsIn = async (client: Client, ours: Overrides = {}, configuration: Partial<Configuration> = {}) => {
    const port = await freePort()
    const known = {
      client_id: 'brevdue-test',
      client_secret: 'a secret between the two of us only',
      redirect_uris: [`http://127.0.0.1:${port}/auth/oidc/callback`],
      ...client,
    }
    const clients = [known] as unknown as NonNullable<Configuration['clients']>
    await using service = await startService({ port, ...ours }, { port, configuration: { clients, ...configuration } })
    const kari = await service.addCitizen()
    service.provider.answer = { account: kari.account, acr: substantial }
    return (await new Visitor(service.at).visit('/auth/oidc')).at
  }
  const byKey = (key: string) => ({ oidcClientSecret: undefined, oidcClientKey: key, oidcClientKeyId: 'ours' })

  test('that wants a key (private_key_jwt), of any kind', async () => {
    const pem = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString()
    const jwk = (key: KeyObject, alg: string) => JSON.stringify({ ...key.export({ format: 'jwk' }), alg })
    const [forRs, forPs, forEs, forEd] = [rsa(), rsa(), p256(), ed25519()]
    for (const [key, ours, alg] of [
      [forRs, pem(forRs.privateKey), 'RS256'],
      [forPs, jwk(forPs.privateKey, 'PS256'), 'PS256'],
      [forEs, pem(forEs.privateKey), 'ES256'],
      [forEd, pem(forEd.privateKey), undefined],
    ] as const) {
      const published = { ...key.publicKey.export({ format: 'jwk' }), kid: 'ours', use: 'sig' }
      const client = { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [published] } }
      assert.equal(await signsIn(client, byKey(ours)), '/inbox', alg ?? 'Ed25519')
    }
  })

  test('that signs with another algorithm than most', async () => {
    for (const [alg, { privateKey }] of [
      ['PS256', rsa()],
      ['ES256', p256()],
      ['EdDSA', ed25519()],
    ] as const) {
      const keys = [rsa().privateKey, privateKey].map((key) => ({ ...key.export({ format: 'jwk' }), use: 'sig' }))
      const signing = { jwks: { keys }, enabledJWA: { idTokenSigningAlgValues: ['RS256', alg] } }
      const configuration = signing as unknown as Partial<Configuration>
      assert.equal(await signsIn({ id_token_signed_response_alg: alg }, {}, configuration), '/inbox', alg)
    }
  })
})

describe('a provider', () => {
  test('that describes itself with as little as it can, and nothing where there is nothing', async () => {
    const names = [
      ...['response_types_supported', 'subject_types_supported', 'userinfo_endpoint', 'end_session_endpoint'],
      ...['id_token_signing_alg_values_supported', 'token_endpoint_auth_methods_supported', 'scopes_supported'],
      ...['userinfo_signing_alg_values_supported', 'prompt_values_supported', 'claims_parameter_supported'],
    ]
    for (const nothing of [undefined, null]) {
      const metadata = Object.fromEntries(names.map((name) => [name, nothing]))
      await using service = await startHostileService({}, metadata)
      await service.provider.changeKey('ES256')
      const { arrival, visitor } = await service.signIn(() => service.provider.idToken())
      assert.equal(arrival.at, '/inbox', String(nothing))
      assert.ok((await visitor.page.post('/api/sign-out')).ok)
      const framed = await fetch(`${service.at.url}/auth/oidc/front-channel-logout`)
      assert.match(framed.headers.get('content-security-policy') ?? '', /frame-ancestors http:\/\/localhost:\d+$/)
    }
  })

  test('that signs with any algorithm that only the holder of a key can make', async () => {
    await using service = await startHostileService({}, { id_token_signing_alg_values_supported: undefined })
    for (const alg of ['RS512', 'PS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']) {
      await service.provider.changeKey(alg)
      service.at.clock.advance(11 * 60_000)
      const now = Math.floor(service.at.clock.now.getTime() / 1000)
      const { arrival } = await service.signIn(() => service.provider.idToken({ iat: now, exp: now + 600 }))
      assert.equal(arrival.at, '/inbox', alg)
    }
  })

  test('that names several audiences, and us as the authorized party; or one key without a name', async () => {
    await using service = await startHostileService()
    const audiences = { aud: ['brevdue-test', 'another-client'], azp: 'brevdue-test' }
    assert.equal((await service.signIn(() => service.provider.idToken(audiences))).arrival.at, '/inbox')
    assert.equal((await service.signIn(() => service.provider.idToken({ aud: ['brevdue-test'] }))).arrival.at, '/inbox')
  })

  test('that lives below a path, with a slash at its end or without', async () => {
    for (const path of ['/realms/town', '/application/o/town/', '/']) {
      await using provider = await startHostileProvider(path)
      await using at = await startMailbox({ overrides: oidcOverrides(await freePort(), provider) })
      const kari = await addPerson(at, 'Kari Nordmann')
      await giveIdentity(at, kari, testIdentityNumber(1))
      const visitor = new Visitor(at)
      const left = await visitor.fetch(new URL('/auth/oidc', at.url), {}, false)
      const asked = new URL(left.headers.get('location') ?? '')
      assert.equal(asked.href.split('?')[0], `${provider.issuer.replace(/\/$/, '')}/auth`)
      const now = Math.floor(at.clock.now.getTime() / 1000)
      const claims = { sub: 'kari', pid: testIdentityNumber(1), acr: substantial, iat: now, exp: now + 60 }
      provider.token = await provider.idToken({ ...claims, nonce: asked.searchParams.get('nonce') })
      const back = new URLSearchParams({ code: 'code', state: asked.searchParams.get('state') ?? '' })
      assert.equal((await visitor.visit(`/auth/oidc/callback?${back.toString()}`)).at, '/inbox', path)
    }
  })

  test('whose place to sign in has a query of its own keeps it', async () => {
    await using service = await startHostileService({}, { authorization_endpoint: 'http://localhost/auth?p=b2c' })
    const asked = await service.leave(new Visitor(service.at))
    assert.deepEqual([asked.get('p'), asked.get('response_type')], ['b2c', 'code'])
  })
})
