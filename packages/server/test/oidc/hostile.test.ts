import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { generateKeyPair } from 'jose'
import type { Session } from '../../src/http/mailbox-api/contract.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addLetter, addPerson } from '../mailbox-api/letter-builder.ts'
import { json } from '../mailbox-api/test-browser.ts'
import type { Claims, Signing } from './hostile-provider.ts'
import { assertPkce, type HostileService, startHostileService } from './hostile-service.ts'
import { giveIdentity, high } from './service.ts'
import { Visitor } from './visitor.ts'

const now = () => Math.floor(Date.now() / 1000)

describe('a hostile answer signs nobody in', () => {
  let service: HostileService
  before(async () => {
    service = await startHostileService({ oidcClockTolerance: 120 })
  })
  after(() => service[Symbol.asyncDispose]())
  afterEach(async () => {
    await service.at.db.deleteFrom('session').execute()
  })

  const refuses = async (failed: string, changes: Claims, how?: Signing) => {
    const { arrival, visitor } = await service.signIn(() => service.provider.idToken(changes, how))
    assert.equal(arrival.at, `/sign-in?failed=${failed}`)
    assert.equal(visitor.cookie('brevdue-session'), undefined)
    assert.equal(await service.sessions(), 0)
  }

  test('first: an honest one does, so that the others are refused for what they are', async () => {
    const { arrival } = await service.signIn(() => service.provider.idToken())
    assert.equal(arrival.at, '/inbox')
    assert.equal(await service.sessions(), 1)
  })

  test('another nonce', () => refuses('not-accepted', { nonce: 'another' }))
  test('no nonce', () => refuses('not-accepted', { nonce: undefined }))
  test('another issuer', () => refuses('not-accepted', { iss: 'https://evil.example' }))
  test('another audience', () => refuses('not-accepted', { aud: 'another-client' }))
  test('several audiences, of which another is the authorized party', () =>
    refuses('not-accepted', { aud: ['brevdue-test', 'another-client'], azp: 'another-client' }))
  test('no signature at all', () => refuses('not-accepted', {}, { alg: 'none' }))
  test('signed with the secret that we share', () =>
    refuses('not-accepted', {}, { alg: 'HS256', key: Buffer.from(service.provider.clientSecret) }))
  test('signed with a key that is not the provider’s', async () =>
    refuses('not-accepted', {}, { key: (await generateKeyPair('RS256')).privateKey }))
  test('signed with a key that the provider has never published', async () =>
    refuses('not-accepted', {}, { key: (await generateKeyPair('RS256')).privateKey, kid: 'unpublished' }))
  test('no expiry', () => refuses('not-accepted', { exp: undefined }))
  test('no subject', () => refuses('not-accepted', { sub: undefined }))
  test('no acr', () => refuses('not-accepted', { acr: undefined }))
  test('an acr that is no text', () => refuses('not-accepted', { acr: [high] }))
  test('no claim about the person', () => refuses('not-accepted', { pid: undefined }))
  test('a claim about the person that is no text', () => refuses('not-accepted', { pid: 12_345_678_901 }))
  test('a claim about the person that is no number of anybody', () => refuses('not-accepted', { pid: '%' }))
  test('a number of nobody here', () => refuses('no-mailbox', { pid: testIdentityNumber(4_444) }))

  test('names that no database can keep', async () => {
    for (const changes of [{ sub: 'ka\0ri' }, { sid: 'a\0b' }, { sub: '\ud800' }])
      await refuses('not-accepted', changes)
  })

  test('the log says which claim it was, and what was wrong with the answer', async () => {
    const whys = () => service.at.logged.filter((line) => line.includes('did not succeed'))
    await refuses('not-accepted', { aud: ['brevdue-test', 'another-client'] })
    assert.match(whys().at(-1) ?? '', /checks \(OAUTH_JWT_CLAIM_COMPARISON_FAILED, aud\)/)
    await refuses('not-accepted', { iat: undefined })
    assert.match(whys().at(-1) ?? '', /\(OAUTH_INVALID_RESPONSE, .*iat/)
  })

  test('expired, beyond what clocks may differ', () => refuses('not-accepted', { iat: now() - 730, exp: now() - 130 }))
  test('from the future, beyond what clocks may differ', () =>
    refuses('not-accepted', { iat: now() + 180, exp: now() + 780 }))
  test('not valid yet', () => refuses('not-accepted', { nbf: now() + 180 }))

  test('clocks may differ by the tolerance, both ways', async () => {
    for (const times of [
      { iat: now() - 600, exp: now() - 60 },
      { iat: now() + 60, exp: now() + 600, nbf: now() + 60 },
    ]) {
      const { arrival } = await service.signIn(() => service.provider.idToken(times))
      assert.equal(arrival.at, '/inbox', JSON.stringify(times))
    }
  })

  test('a closed mailbox', async () => {
    const leaving = await addPerson(service.at, 'Ola Hansen')
    await giveIdentity(service.at, leaving, testIdentityNumber(5_555))
    await service.at.db.updateTable('mailbox').set({ active: false }).where('id', '=', leaving.mailboxId).execute()
    await refuses('no-mailbox', { pid: testIdentityNumber(5_555) })
  })

  test('no id token, nonsense, and an answer without end', async () => {
    const answers: [string, (response: import('node:http').ServerResponse) => void][] = [
      [
        'not-accepted',
        (response) =>
          response.setHeader('content-type', 'application/json').end('{"access_token":"a","token_type":"Bearer"}'),
      ],
      ['not-accepted', (response) => response.setHeader('content-type', 'application/json').end('{"error":')],
      [
        'not-accepted',
        (response) => response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}'),
      ],
      ['not-accepted', (response) => response.writeHead(302, { location: 'https://evil.example' }).end()],
      ['unavailable', (response) => response.writeHead(502).end()],
      [
        'unavailable',
        (response) => response.setHeader('content-type', 'application/json').end(`"${'x'.repeat(300_000)}"`),
      ],
      ['unavailable', (response) => response.destroy()],
    ]
    for (const [failed, answer] of answers) {
      const visitor = new Visitor(service.at)
      const asked = await service.leave(visitor)
      service.provider.token = answer
      const arrival = await service.comeBack(visitor, { code: 'code', state: asked.get('state') ?? '' })
      assert.equal(arrival.at, `/sign-in?failed=${failed}`, String(answer))
      assert.equal(await service.sessions(), 0)
    }
  })
})

describe('a hostile way back signs nobody in', () => {
  let service: HostileService
  before(async () => {
    service = await startHostileService()
  })
  after(() => service[Symbol.asyncDispose]())
  afterEach(async () => {
    await service.at.db.deleteFrom('session').execute()
  })

  test('the answer of another issuer, where the provider says that it names itself (RFC 9207)', async () => {
    await using named = await startHostileService({}, { authorization_response_iss_parameter_supported: true })
    const honest = () => named.provider.idToken()
    for (const iss of [{}, { iss: 'https://evil.example' }]) {
      const visitor = new Visitor(named.at)
      const state = (await named.leave(visitor)).get('state') ?? ''
      named.provider.token = await honest()
      const arrival = await named.comeBack(visitor, { code: 'code', state, ...iss } as Record<string, string>)
      assert.equal(arrival.at, '/sign-in?failed=not-accepted')
    }
    assert.equal(await named.sessions(), 0)
    const visitor = new Visitor(named.at)
    const state = (await named.leave(visitor)).get('state') ?? ''
    named.provider.token = await honest()
    assert.equal((await named.comeBack(visitor, { code: 'code', state, iss: named.provider.issuer })).at, '/inbox')
  })

  test('the same callback twice: the second finds nothing, and the code is sent nowhere again', async () => {
    const visitor = new Visitor(service.at)
    const asked = await service.leave(visitor)
    const back = { code: 'code', state: asked.get('state') ?? '' }
    service.provider.token = await service.provider.idToken()
    service.provider.redeemed.length = 0
    assert.equal((await service.comeBack(visitor, back)).at, '/inbox')
    assertPkce(asked, service.provider.redeemed[0])
    assert.equal((await service.comeBack(visitor, back)).at, '/sign-in?failed=expired')
    assert.equal(service.provider.redeemed.length, 1)
    assert.equal(await service.sessions(), 1)
  })

  test('two at once with one state: one of them at most', async () => {
    const visitor = new Visitor(service.at)
    const asked = await service.leave(visitor)
    const back = { code: 'code', state: asked.get('state') ?? '' }
    service.provider.token = await service.provider.idToken()
    const arrivals = await Promise.all([1, 2, 3, 4].map(() => service.comeBack(visitor, back)))
    assert.equal(arrivals.filter(({ at }) => at === '/inbox').length, 1)
    assert.equal(await service.sessions(), 1)
  })

  test('a sign-in that another browser began (somebody is to be signed in as the attacker)', async () => {
    const [attacker, victim] = [new Visitor(service.at), new Visitor(service.at)]
    const state = (await service.leave(attacker)).get('state') ?? ''
    service.provider.token = await service.provider.idToken()
    assert.equal((await service.comeBack(victim, { code: 'code', state })).at, '/sign-in?failed=expired')
    await service.leave(victim)
    assert.equal((await service.comeBack(victim, { code: 'code', state })).at, '/sign-in?failed=expired')
    assert.equal(victim.cookie('brevdue-session'), undefined)
    assert.equal(await service.sessions(), 0)
  })

  test('no state, a made-up one, or two', async () => {
    const visitor = new Visitor(service.at)
    const state = (await service.leave(visitor)).get('state') ?? ''
    for (const query of [
      'code=code',
      'code=code&state=',
      'code=code&state=made-up',
      `code=code&state=made-up&state=${state}`,
    ]) {
      assert.equal((await visitor.visit(`/auth/oidc/callback?${query}`)).at, '/sign-in?failed=expired')
    }
    assert.equal(
      (await visitor.visit(`/auth/oidc/callback?code=a&state=${state}&state=x`)).at,
      '/sign-in?failed=not-accepted',
    )
    assert.equal(await service.sessions(), 0)
  })

  test('after ten minutes the attempt is over', async () => {
    const visitor = new Visitor(service.at)
    const state = (await service.leave(visitor)).get('state') ?? ''
    service.provider.token = await service.provider.idToken()
    service.at.clock.advance(10 * 60_000)
    assert.equal((await service.comeBack(visitor, { code: 'code', state })).at, '/sign-in?failed=expired')
    service.at.clock.advance(-10 * 60_000)
  })

  test('what the provider writes of an error goes neither to the page nor to the log', async () => {
    const visitor = new Visitor(service.at)
    const state = (await service.leave(visitor)).get('state') ?? ''
    const planted = {
      error: '<script>evil',
      error_description: 'Kari Nordmann 13068612345',
      error_uri: 'https://evil.example',
    }
    const arrival = await service.comeBack(visitor, { ...planted, state })
    assert.equal(arrival.at, '/sign-in?failed=not-accepted')
    assert.ok(!service.at.logged.join().includes('evil'))
    assert.ok(!service.at.logged.join().includes('Kari'))
  })
})

describe('a hostile answer raises no session', () => {
  let service: HostileService
  let visitor: Visitor
  before(async () => {
    service = await startHostileService()
    ;({ visitor } = await service.signIn(() => service.provider.idToken()))
  })
  after(() => service[Symbol.asyncDispose]())

  const stepUp = async (changes: Claims, how?: Signing) => {
    const letter = await addLetter(service.at, service.kari, { level: 'IDPORTEN_4' })
    const asked = await service.leave(visitor, `/auth/step-up?letter=${letter.letterId}`)
    service.provider.token = await service.provider.idToken({ acr: high, ...changes }, how)
    const { at } = await service.comeBack(visitor, { code: 'code', state: asked.get('state') ?? '' })
    const { level, person } = await json<Session>(await visitor.page.get('/api/session'), 200)
    return [at.replace(letter.letterId, '…'), level, person.name]
  }
  const still = ['IDPORTEN_3', 'Kari Nordmann']

  test('a downgraded acr, one that means nothing, and none', async () => {
    assert.deepEqual(await stepUp({ acr: 'idporten-loa-substantial' }), ['/inbox/…?step-up=too-low', ...still])
    assert.deepEqual(await stepUp({ acr: 'idporten-loa-highest' }), ['/inbox/…?step-up=too-low', ...still])
    assert.deepEqual(await stepUp({ acr: undefined }), ['/inbox/…?step-up=too-low', ...still])
  })

  test('another person, one of nobody here, and no person', async () => {
    const ola = await addPerson(service.at, 'Ola Hansen')
    await giveIdentity(service.at, ola, testIdentityNumber(7_777))
    const other = ['/sign-in?failed=other-person', ...still]
    assert.deepEqual(await stepUp({ sub: 'ola', pid: testIdentityNumber(7_777) }), other)
    assert.deepEqual(await stepUp({ pid: testIdentityNumber(8_888) }), other)
    assert.deepEqual(await stepUp({ pid: undefined }), ['/sign-in?failed=not-accepted', ...still])
  })

  test('an old sign-in told again: the provider did not ask', async () => {
    assert.deepEqual(await stepUp({ auth_time: now() - 3600 }), ['/sign-in?failed=not-accepted', ...still])
  })

  test('a step-up whose id token does not prove when the person was asked is refused', async () => {
    const refused = ['/sign-in?failed=not-accepted', ...still]
    for (const auth_time of [undefined, null, String(now()), now() + 3600, Number.NaN, 1e300, -1, [now()]]) {
      assert.deepEqual(await stepUp({ auth_time }), refused, String(auth_time))
    }
    assert.match(service.at.logged.join(), /the id token has no auth_time/)
  })

  test('no signature, another nonce, another audience', async () => {
    const refused = ['/sign-in?failed=not-accepted', ...still]
    assert.deepEqual(await stepUp({}, { alg: 'none' }), refused)
    assert.deepEqual(await stepUp({ nonce: 'another' }), refused)
    assert.deepEqual(await stepUp({ aud: 'another-client' }), refused)
  })

  test('another browser cannot finish it: the session stays as it is, and the other gets none', async () => {
    const letter = await addLetter(service.at, service.kari, { level: 'IDPORTEN_4' })
    const asked = await service.leave(visitor, `/auth/step-up?letter=${letter.letterId}`)
    service.provider.token = await service.provider.idToken({ acr: high })
    const other = new Visitor(service.at)
    const back = { code: 'code', state: asked.get('state') ?? '' }
    assert.equal((await service.comeBack(other, back)).at, '/sign-in?failed=expired')
    assert.equal(other.cookie('brevdue-session'), undefined)
    assert.equal((await json<Session>(await visitor.page.get('/api/session'), 200)).level, 'IDPORTEN_3')
  })

  test('last: an honest one does', async () => {
    assert.deepEqual(await stepUp({}), ['/inbox/…?step-up=raised', 'IDPORTEN_4', 'Kari Nordmann'])
  })
})
