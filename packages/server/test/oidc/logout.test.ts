import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { SignedOut } from '../../src/http/mailbox-api/contract.ts'
import { json, problem } from '../mailbox-api/test-browser.ts'
import type { Claims, Signing } from './hostile-provider.ts'
import { type HostileService, startHostileService } from './hostile-service.ts'
import { type Citizen, startService, substantial, type TestService } from './service.ts'
import { Visitor } from './visitor.ts'

describe('signing out with a real provider', () => {
  let service: TestService
  let kari: Citizen
  before(async () => {
    service = await startService()
    kari = await service.addCitizen('Kari Nordmann')
    service.provider.answer = { account: kari.account, acr: substantial }
  })
  after(() => service[Symbol.asyncDispose]())

  test('signing out here names the provider’s own sign-out, which leads back to us', async () => {
    const visitor = new Visitor(service.at)
    await visitor.visit('/auth/oidc')
    const before = visitor.page
    const { redirectTo } = await json<SignedOut>(await visitor.page.post('/api/sign-out'), 200)
    await problem(await before.get('/api/session'), 401, 'SIGNED_OUT')
    const url = new URL(redirectTo)
    assert.equal(url.origin, service.provider.issuer)
    assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${service.at.url}/signed-out`)
    const page = await visitor.visit(redirectTo)
    assert.match(await page.response.text(), /Sign out here too/)
  })

  test('signing out at the provider ends the session here, and the owner sees that it was ended', async () => {
    const [visitor, elsewhere] = [new Visitor(service.at), new Visitor(service.at)]
    await visitor.visit('/auth/oidc')
    await elsewhere.visit('/auth/oidc')
    const page = await visitor.visit(`${service.provider.issuer}/session/end`)
    const form = await page.response.text()
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const confirm = new URL(/action="([^"]+)"/.exec(form)?.[1] ?? '', service.provider.issuer)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    await visitor.fetch(confirm, { method: 'POST', headers, body: `xsrf=${xsrf}&logout=yes` }, true)
    await problem(await visitor.page.get('/api/session'), 401, 'SIGNED_OUT')
    assert.equal((await elsewhere.page.get('/api/session')).status, 200, 'another session of hers stays')
    const acts = await service.at.db.selectFrom('activity').select('act').orderBy('id', 'desc').execute()
    assert.equal(acts[0]?.act, 'SESSION_ENDED')
  })

  test('where the operator wants it so, signing out stays here', async () => {
    await using here = await startService({ oidcLogout: 'here' })
    const person = await here.addCitizen()
    here.provider.answer = { account: person.account, acr: substantial }
    const visitor = new Visitor(here.at)
    await visitor.visit('/auth/oidc')
    assert.equal((await visitor.page.post('/api/sign-out')).status, 204)
  })
})

describe('logout messages', () => {
  let service: HostileService
  let visitor: Visitor
  before(async () => {
    service = await startHostileService()
  })
  after(() => service[Symbol.asyncDispose]())
  beforeEach(async () => {
    ;({ visitor } = await service.signIn(() => service.provider.idToken()))
  })

  let messages = 0
  const now = () => Math.floor(Date.now() / 1000)
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const message = (changes: Claims = {}, how: Signing = { typ: 'logout+jwt' }) => {
    messages += 1
    const { issuer: iss, clientId: aud } = service.provider
    const honest = {
      iss,
      aud,
      iat: now(),
      exp: now() + 120,
      jti: `message-${messages}`,
      sid: 'session-1',
      events: event,
    }
    return service.provider.sign({ ...honest, ...changes }, how)
  }
  const post = (body: string, type = 'application/x-www-form-urlencoded') =>
    fetch(`${service.at.url}/auth/oidc/back-channel-logout`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
  const send = async (token: Promise<string>) => post(new URLSearchParams({ logout_token: await token }).toString())
  const isSignedIn = async () => (await visitor.page.get('/api/session')).status === 200

  test('an honest one, by session, by subject or by both, ends the session; no browser need be there', async () => {
    const honest: Claims[] = [{}, { sub: 'kari' }, { sid: undefined, sub: 'kari' }, { exp: undefined }]
    for (const changes of honest) {
      ;({ visitor } = await service.signIn(() => service.provider.idToken()))
      const answer = await send(message(changes))
      assert.equal(answer.status, 200, JSON.stringify(changes))
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.equal(await isSignedIn(), false)
    }
  })

  test('everything else is refused with 400, and ends nothing', async () => {
    const past = { iat: now() - 7200, exp: now() - 3600 }
    const lies: [string, Promise<string>][] = [
      ['another issuer', message({ iss: 'https://evil.example' })],
      ['another audience', message({ aud: 'another-client' })],
      ['no time', message({ iat: undefined })],
      ['expired', message(past)],
      ['without an end, and old', message({ iat: now() - 3600, exp: undefined })],
      ['from the future', message({ iat: now() + 3600, exp: now() + 7200 })],
      ['a nonce, as an id token has', message({ nonce: 'n' })],
      ['no event', message({ events: undefined })],
      ['another event', message({ events: { 'https://evil.example': {} } })],
      [
        'an event that is no object',
        message({ events: { 'http://schemas.openid.net/event/backchannel-logout': true } }),
      ],
      ['nobody', message({ sid: undefined })],
      ['a session that no database can keep', message({ sid: 'a\0b' })],
      ['no id', message({ jti: undefined })],
      ['no signature', message({}, { alg: 'none' })],
      ['our shared secret', message({}, { alg: 'HS256', key: Buffer.from(service.provider.clientSecret) })],
      ['another kind of token', message({}, { typ: 'at+jwt' })],
      ['an id token', service.provider.idToken()],
      ['no token at all', Promise.resolve('nonsense')],
    ]
    for (const [what, token] of lies) {
      const answer = await send(token)
      assert.equal(answer.status, 400, what)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.ok(await isSignedIn(), what)
    }
    for (const body of ['', 'logout_token=a&logout_token=b', 'token=a']) assert.equal((await post(body)).status, 400)
    assert.equal((await post('{}', 'application/json')).status, 415)
    assert.ok((await post(`logout_token=${'x'.repeat(20_000)}`)).status >= 400)
  })

  test('a message is obeyed once', async () => {
    const token = message()
    assert.equal((await send(token)).status, 200)
    ;({ visitor } = await service.signIn(() => service.provider.idToken()))
    assert.equal((await send(token)).status, 400)
    assert.ok(await isSignedIn())
  })

  test('another session, or another person of the same session, is not meant', async () => {
    for (const changes of [{ sid: 'session-2' }, { sub: 'ola' }, { sid: undefined, sub: 'ola' }]) {
      assert.equal((await send(message(changes))).status, 200)
      assert.ok(await isSignedIn(), JSON.stringify(changes))
    }
  })

  test('by an invisible frame: only with issuer and session, and only in the provider’s pages', async () => {
    const frame = (query: Record<string, string>) =>
      fetch(`${service.at.url}/auth/oidc/front-channel-logout?${new URLSearchParams(query).toString()}`)
    const { issuer: iss } = service.provider
    for (const query of [
      {},
      { iss },
      { sid: 'session-1' },
      { iss, sid: 'session-2' },
      { iss: 'https://evil.example', sid: 'session-1' },
      { iss, sid: '' },
      { iss, sid: 'a\0b' },
    ]) {
      assert.equal((await frame(query as Record<string, string>)).status, 200)
      assert.ok(await isSignedIn(), JSON.stringify(query))
    }
    const answer = await frame({ iss, sid: 'session-1' })
    assert.equal(answer.headers.get('content-security-policy'), `default-src 'none'; frame-ancestors ${iss}`)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(await isSignedIn(), false)
  })
})
