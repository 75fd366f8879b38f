import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { after, afterEach, before, describe, test } from 'node:test'
import { generateKeyPair } from 'jose'
import type { Session } from '../../src/http/mailbox-api/contract.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addLetter, addPerson } from '../mailbox-api/letter-builder.ts'
import { json } from '../mailbox-api/test-browser.ts'
import type { HostileProvider, Signing } from './hostile-provider.ts'
import { type HostileService, startHostileService } from './hostile-service.ts'
import { freePort, giveIdentity, high, startService, substantial } from './service.ts'
import { Visitor } from './visitor.ts'

const levelOf = async (visitor: Visitor) => {
  const { person, level } = await json<Session>(await visitor.page.get('/api/session'), 200)
  return [person.name, level]
}

describe('a real provider that tells who the person is in userinfo alone', () => {
  const plain = { conformIdTokenClaims: true }

  test('signs in, and raises the same person for a locked letter', async () => {
    await using service = await startService({}, { configuration: plain })
    const kari = await service.addCitizen('Kari Nordmann')
    service.provider.answer = { account: kari.account, acr: substantial }
    const visitor = new Visitor(service.at)
    assert.equal((await visitor.visit('/auth/oidc')).at, '/inbox')
    assert.deepEqual(await levelOf(visitor), ['Kari Nordmann', 'IDPORTEN_3'])
    const { letterId } = await addLetter(service.at, kari, { level: 'IDPORTEN_4' })
    service.provider.answer = { account: kari.account, acr: high }
    assert.equal((await visitor.visit(`/auth/step-up?letter=${letterId}`)).at, `/inbox/${letterId}?step-up=raised`)
    assert.deepEqual(await levelOf(visitor), ['Kari Nordmann', 'IDPORTEN_4'])
  })

  test('and signs that answer, with the key of its id tokens or another', async () => {
    for (const alg of ['RS256', 'PS256'] as const) {
      const port = await freePort()
      const client = {
        client_id: 'brevdue-test',
        client_secret: 'a secret between the two of us only',
        redirect_uris: [`http://127.0.0.1:${port}/auth/oidc/callback`],
        userinfo_signed_response_alg: alg,
      }
      const keys = ['RS256', 'PS256'].map(newPrivateKey)
      const signed = { ...plain, clients: [client], jwks: { keys }, features: withSignedUserInfo }
      await using service = await startService({ port }, { port, configuration: signed })
      const kari = await service.addCitizen()
      service.provider.answer = { account: kari.account, acr: substantial }
      assert.equal((await new Visitor(service.at).visit('/auth/oidc')).at, '/inbox', alg)
    }
  })

  const withSignedUserInfo = { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true } }
  const newPrivateKey = (alg: string) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: `key-${alg}` }
  }
})

describe('userinfo', () => {
  let service: HostileService
  let provider: HostileProvider
  before(async () => {
    service = await startHostileService()
    provider = service.provider
  })
  after(() => service[Symbol.asyncDispose]())
  afterEach(async () => {
    await service.at.db.deleteFrom('session').execute()
  })

  const asks = () => provider.asked.filter((path) => path === '/userinfo').length
  const signIn = async (changes = {}) =>
    (await service.signIn(() => provider.idToken({ pid: undefined, ...changes }))).arrival.at
  const pid = testIdentityNumber(1)
  const honest = { sub: 'kari', pid }
  const whyLogged = () => service.at.logged.findLast((line) => line.includes('did not succeed')) ?? ''

  test('first: an honest answer signs in, so that the others are refused for what they are', async () => {
    provider.userInfo = honest
    assert.equal(await signIn(), '/inbox')
    assert.equal(asks(), 1)
  })

  test('is not asked where the id token tells who it is: what it says of another is never seen', async () => {
    const before = asks()
    provider.userInfo = { sub: 'kari', pid: testIdentityNumber(7_777) }
    assert.equal(await signIn({ pid }), '/inbox')
    assert.equal(await signIn({ pid: 12_345_678_901 }), '/sign-in?failed=not-accepted', 'also where that is nonsense')
    assert.equal(asks(), before)
  })

  test('about another subject, or about none', async () => {
    for (const answer of [{ sub: 'ola', pid }, { pid }, { sub: ['kari'], pid }, { sub: 'KARI', pid }]) {
      provider.userInfo = answer
      assert.equal(await signIn(), '/sign-in?failed=not-accepted', JSON.stringify(answer))
      assert.match(whyLogged(), /the answer of userinfo does not pass the checks/)
    }
    assert.equal(await service.sessions(), 0)
    assert.ok(!service.at.logged.join().includes(pid))
  })

  test('without the claim, or with one that is nobody’s number', async () => {
    for (const answer of [{}, { pid: 12_345_678_901 }, { pid: [pid] }, { pid: 'x' }, { pid: null }]) {
      provider.userInfo = { sub: 'kari', ...answer }
      assert.equal(await signIn(), '/sign-in?failed=not-accepted', JSON.stringify(answer))
    }
    assert.match(whyLogged(), /claim pid, neither of the id token nor of userinfo/)
    provider.userInfo = { sub: 'kari', pid: testIdentityNumber(4_444) }
    assert.equal(await signIn(), '/sign-in?failed=no-mailbox')
    assert.equal(await service.sessions(), 0)
  })

  test('is never believed about the level: its acr is not of this sign-in', async () => {
    provider.userInfo = { ...honest, acr: high, auth_time: Math.floor(Date.now() / 1000) }
    assert.equal(await signIn({ acr: undefined }), '/sign-in?failed=not-accepted')
    assert.match(whyLogged(), /the id token has no acr/)
    const { visitor } = await service.signIn(() => provider.idToken({ pid: undefined }))
    assert.deepEqual(await levelOf(visitor), ['Kari Nordmann', 'IDPORTEN_3'])
  })

  test('of the wrong kind, without end, or away', async () => {
    const answers: [string, (response: ServerResponse) => void][] = [
      ['not-accepted', (response) => response.setHeader('content-type', 'application/json').end('{"sub":')],
      ['not-accepted', (response) => response.setHeader('content-type', 'application/json').end('"kari"')],
      ['not-accepted', (response) => response.setHeader('content-type', 'text/html').end('<!doctype html>')],
      ['not-accepted', (response) => response.writeHead(204).end()],
      ['not-accepted', (response) => response.writeHead(302, { location: '/userinfo?again' }).end()],
      [
        'not-accepted',
        (response) => response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end(),
      ],
      ['not-accepted', (response) => response.writeHead(403).end()],
      ['unavailable', (response) => response.writeHead(503).end()],
      ['unavailable', (response) => response.destroy()],
      [
        'unavailable',
        (response) =>
          response
            .setHeader('content-type', 'application/json')
            .end(JSON.stringify({ ...honest, x: 'x'.repeat(300_000) })),
      ],
    ]
    for (const [failed, answer] of answers) {
      provider.userInfo = answer
      assert.equal(await signIn(), `/sign-in?failed=${failed}`, String(answer))
    }
    assert.equal(await service.sessions(), 0)
    assert.ok(!provider.asked.includes('/userinfo?again'))
  })

  test('signed: by the provider, and for us', async () => {
    const signs = async (changes = {}, how: Signing = {}) => {
      provider.userInfo = await provider.sign(
        { iss: provider.issuer, aud: provider.clientId, ...honest, ...changes },
        how,
      )
      return signIn()
    }
    assert.equal(await signs(), '/inbox')
    assert.equal(await signs({ iss: undefined, aud: undefined }), '/inbox', 'as OpenID Connect Core 5.3.2 allows')
    await service.at.db.deleteFrom('session').execute()
    const refused = '/sign-in?failed=not-accepted'
    assert.equal(await signs({ sub: 'ola' }), refused)
    assert.equal(await signs({ iss: 'https://evil.example' }), refused)
    assert.equal(await signs({ aud: 'another-client' }), refused)
    assert.equal(await signs({ exp: 1 }), refused)
    assert.equal(await signs({}, { key: (await generateKeyPair('RS256')).privateKey }), refused)
    assert.equal(await signs({}, { alg: 'none' }), refused)
    assert.equal(await signs({}, { alg: 'HS256', key: Buffer.from(provider.clientSecret) }), refused)
    assert.equal(await service.sessions(), 0)
  })

  test('that is somebody else’s raises nobody', async () => {
    const ola = await addPerson(service.at, 'Ola Hansen')
    await giveIdentity(service.at, ola, testIdentityNumber(7_777))
    provider.userInfo = honest
    const { visitor } = await service.signIn(() => provider.idToken({ pid: undefined }))
    const { letterId } = await addLetter(service.at, service.kari, { level: 'IDPORTEN_4' })
    const asked = await service.leave(visitor, `/auth/step-up?letter=${letterId}`)
    provider.userInfo = { sub: 'ola', pid: testIdentityNumber(7_777) }
    provider.token = await provider.idToken({ pid: undefined, sub: 'ola', acr: high })
    const { at } = await service.comeBack(visitor, { code: 'code', state: asked.get('state') ?? '' })
    assert.equal(at, '/sign-in?failed=other-person')
    assert.deepEqual(await levelOf(visitor), ['Kari Nordmann', 'IDPORTEN_3'])
  })

  test('a provider that has none is as good where the id token tells, and refused where it does not', async () => {
    await using without = await startHostileService({}, { userinfo_endpoint: undefined })
    const signsIn = async (changes = {}) => (await without.signIn(() => without.provider.idToken(changes))).arrival.at
    assert.equal(await signsIn(), '/inbox')
    assert.equal(await signsIn({ pid: undefined }), '/sign-in?failed=not-accepted')
  })
})
