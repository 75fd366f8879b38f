import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SignInOptions } from '../../src/http/mailbox-api/contract.ts'
import { startTestProvider } from '../../src/testing/start-test-provider.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addPerson } from '../mailbox-api/letter-builder.ts'
import { json, TestBrowser } from '../mailbox-api/test-browser.ts'
import { GoingClock, startMailbox } from '../mailbox-api/test-mailbox.ts'
import { startHostileService } from './hostile-service.ts'
import { freePort, giveIdentity, oidcOverrides, startService, substantial, type TestService } from './service.ts'
import { Visitor } from './visitor.ts'

const isAvailable = async ({ at }: Pick<TestService, 'at'>) => {
  const options = await json<SignInOptions>(await new TestBrowser(at).get('/api/sign-in'), 200)
  assert.equal(options.mode, 'oidc')
  return options.available
}

/** What comes by itself is waited for as long as the test may take. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('the provider', () => {
  test('away at the start: the server starts, says so, and finds it when it comes', async () => {
    const port = await freePort()
    await using provider = await startTestProvider({ publicUrl: `http://127.0.0.1:${port}` })
    await provider.away()
    await using at = await startMailbox({ overrides: oidcOverrides(port, provider), clock: new GoingClock() })
    assert.equal(await isAvailable({ at }), false)
    assert.equal((await new Visitor(at).visit('/auth/oidc')).at, '/sign-in?failed=unavailable')
    assert.ok(at.logged.some((line) => line.includes('the sign-in provider does not answer')))
    const kari = await addPerson(at, 'Kari Nordmann')
    await giveIdentity(at, kari, testIdentityNumber(1))
    provider.accounts.set('kari', { pid: testIdentityNumber(1) })
    provider.answer = { account: 'kari', acr: substantial }
    await provider.back()
    await until(() => isAvailable({ at }))
    assert.equal((await new Visitor(at).visit('/auth/oidc')).at, '/inbox')
  })

  test('gone and back: sign-in fails, is offered again by itself, and works', async () => {
    await using service = await startService()
    const kari = await service.addCitizen()
    service.provider.answer = { account: kari.account, acr: substantial }
    await until(() => isAvailable(service))
    const visitor = new Visitor(service.at)
    await visitor.fetch(new URL('/auth/oidc', service.at.url), {}, false)
    await service.provider.away()
    const state = service.provider.asked.at(-1)?.get('state')
    const back = await visitor.visit(`/auth/oidc/callback?code=code&state=${state}&iss=${service.provider.issuer}`)
    assert.equal(back.at, '/sign-in?failed=unavailable')
    assert.equal(await isAvailable(service), false)
    await service.provider.back()
    await until(() => isAvailable(service))
    assert.equal((await visitor.visit('/auth/oidc')).at, '/inbox')
    assert.ok(service.at.logged.some((line) => line.includes('the sign-in provider answers again')))
  })

  test('away at sign-out: the session ends here all the same', async () => {
    await using service = await startService()
    const kari = await service.addCitizen()
    service.provider.answer = { account: kari.account, acr: substantial }
    const visitor = new Visitor(service.at)
    await visitor.visit('/auth/oidc')
    await service.provider.away()
    const { page } = visitor
    assert.ok((await page.post('/api/sign-out')).ok)
    assert.equal((await visitor.page.get('/api/session')).status, 401)
  })

  test('a description of another issuer, or without places to ask, is not believed', async () => {
    const noPlaces = [{ jwks_uri: undefined }, { jwks_uri: 'keys' }, { authorization_endpoint: 'javascript:alert(1)' }]
    for (const metadata of [{ issuer: 'https://evil.example' }, ...noPlaces]) {
      await using service = await startHostileService({}, metadata)
      assert.equal((await new Visitor(service.at).visit('/auth/oidc')).at, '/sign-in?failed=unavailable')
      assert.equal(await isAvailable(service), false)
    }
  })

  test('new keys: a token with one we have not seen makes us ask for them, but not for every token that is made up', async () => {
    await using service = await startHostileService()
    const { provider } = service
    const asksForKeys = () => provider.asked.filter((path) => path === '/jwks').length
    const signIn = async () => (await service.signIn(() => provider.idToken())).arrival.at
    assert.equal(await signIn(), '/inbox')
    assert.equal(asksForKeys(), 1)
    await provider.changeKey()
    assert.equal(await signIn(), '/sign-in?failed=not-accepted', 'it is half a minute before we ask again')
    assert.equal(await signIn(), '/sign-in?failed=not-accepted')
    assert.equal(asksForKeys(), 1)
    service.at.clock.advance(31_000)
    const advanced = { iat: Math.floor(Date.now() / 1000) + 31 }
    assert.equal((await service.signIn(() => provider.idToken(advanced))).arrival.at, '/inbox')
    assert.equal(asksForKeys(), 2)
    service.at.clock.advance(11 * 60_000)
    await service.signIn(() => provider.idToken())
    assert.equal(asksForKeys(), 3, 'keys are not believed for ever')
  })

  test('a real provider may change its keys', async () => {
    await using service = await startService()
    const kari = await service.addCitizen()
    service.provider.answer = { account: kari.account, acr: substantial }
    assert.equal((await new Visitor(service.at).visit('/auth/oidc')).at, '/inbox')
    await service.provider.changeKeys()
    service.at.clock.advance(31_000)
    service.at.clock.advance(-1_000) // within the tolerance of what the provider writes
    assert.equal((await new Visitor(service.at).visit('/auth/oidc')).at, '/inbox')
  })

  test('that never answers is not waited for longer than ten seconds', async () => {
    await using service = await startHostileService()
    const visitor = new Visitor(service.at)
    const state = (await service.leave(visitor)).get('state') ?? ''
    service.provider.token = () => undefined
    await using slow = await startHostileService()
    slow.provider.userInfo = (response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).write('{')
    const [noToken, noUserInfo] = await Promise.all([
      service.comeBack(visitor, { code: 'code', state }),
      slow.signIn(() => slow.provider.idToken({ pid: undefined })),
    ])
    assert.equal(noToken.at, '/sign-in?failed=unavailable')
    assert.equal(noUserInfo.arrival.at, '/sign-in?failed=unavailable')
  })
})
