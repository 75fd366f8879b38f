import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Session, SessionList, SignInOptions } from '../../src/http/mailbox-api/contract.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addLetter } from '../mailbox-api/letter-builder.ts'
import { json, problem, TestBrowser } from '../mailbox-api/test-browser.ts'
import { type Citizen, high, startService, substantial, type TestService } from './service.ts'
import { Visitor } from './visitor.ts'

describe('sign-in at a provider', () => {
  let service: TestService
  let kari: Citizen
  before(async () => {
    service = await startService()
    kari = await service.addCitizen('Kari Nordmann')
  })
  after(() => service[Symbol.asyncDispose]())
  beforeEach(() => {
    service.provider.answer = { account: kari.account, acr: substantial }
  })

  test('the page offers the provider by the name that the operator gave it', async () => {
    const visitor = new Visitor(service.at)
    await visitor.visit('/auth/oidc')
    const options = await json<SignInOptions>(await new TestBrowser(service.at).get('/api/sign-in'), 200)
    assert.deepEqual(options, { mode: 'oidc', name: 'Prøveporten', available: true })
  })

  test('whoever the provider names is signed in, at the level that its acr is worth', async () => {
    const visitor = new Visitor(service.at)
    const arrival = await visitor.visit('/auth/oidc')
    assert.equal(arrival.at, '/inbox')
    const session = await json<Session>(await visitor.page.get('/api/session'), 200)
    assert.deepEqual(
      [session.person.name, session.level, session.method, session.sandbox, session.stepUp],
      ['Kari Nordmann', 'IDPORTEN_3', 'oidc', false, null],
    )
    const { sessions } = await json<SessionList>(await visitor.page.get('/api/sessions'), 200)
    assert.deepEqual([sessions[0]?.current, sessions[0]?.device], [true, 'Firefox, Android'])
    const letter = await addLetter(service.at, kari, { level: 'IDPORTEN_3' })
    assert.equal((await visitor.page.open(letter)).status, 200)
  })

  test('the request asks for a code, with PKCE, state and nonce, for exactly our address', async () => {
    const visitor = new Visitor(service.at)
    await visitor.visit('/auth/oidc', { 'accept-language': 'nn, nb;q=0.9' })
    const asked = service.provider.asked.at(-1) ?? new URLSearchParams()
    assert.equal(asked.get('response_type'), 'code')
    assert.equal(asked.get('redirect_uri'), `${service.at.url}/auth/oidc/callback`)
    assert.equal(asked.get('code_challenge_method'), 'S256')
    for (const random of ['code_challenge', 'state', 'nonce']) assert.match(asked.get(random) ?? '', /^[\w-]{43}$/)
    assert.equal(asked.get('ui_locales'), 'nn')
    assert.equal(asked.get('acr_values'), `${substantial} ${high}`)
    assert.equal(asked.get('prompt'), null)
  })

  test('the cookie of the attempt lives for ten minutes and comes along from the provider; it opens nothing', async () => {
    const visitor = new Visitor(service.at)
    const response = await visitor.fetch(new URL('/auth/oidc', service.at.url), {}, false)
    assert.match(
      response.headers.getSetCookie().join(),
      /^brevdue-sign-in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
    )
    assert.equal(response.headers.get('cache-control'), 'no-store')
    await problem(await visitor.page.get('/api/session'), 401, 'SIGNED_OUT')
  })

  test('what is kept of an attempt and of a session opens neither', async () => {
    const visitor = new Visitor(service.at)
    await visitor.fetch(new URL('/auth/oidc', service.at.url), {}, false)
    const attempts = JSON.stringify(await service.at.db.selectFrom('sign_in_attempt').selectAll().execute())
    assert.ok(!attempts.includes(visitor.cookie('brevdue-sign-in') ?? ''))
    await visitor.visit('/auth/oidc')
    const rows = JSON.stringify(await service.at.db.selectFrom('session').selectAll().execute())
    assert.ok(!rows.includes(visitor.cookie('brevdue-session') ?? ''))
    assert.ok(!rows.includes(kari.identityNumber))
  })

  test('signing in again ends the session that this browser had, although its cookie stays at home', async () => {
    const visitor = new Visitor(service.at)
    await visitor.visit('/auth/oidc')
    const before = visitor.page
    await visitor.visit('/auth/oidc')
    await problem(await before.get('/api/session'), 401, 'SIGNED_OUT')
    assert.equal((await visitor.page.get('/api/session')).status, 200)
  })

  test('cancelled, or refused by the provider: the sign-in page says so', async () => {
    const visitor = new Visitor(service.at)
    service.provider.answer = { error: 'access_denied' }
    assert.equal((await visitor.visit('/auth/oidc')).at, '/sign-in?failed=cancelled')
    service.provider.answer = { error: 'server_error' }
    assert.equal((await visitor.visit('/auth/oidc')).at, '/sign-in?failed=unavailable')
    service.provider.answer = { error: 'login_required' }
    assert.equal((await visitor.visit('/auth/oidc')).at, '/sign-in?failed=not-accepted')
    assert.equal(visitor.cookie('brevdue-session'), undefined)
  })

  test('a person without a mailbox here, or with a closed one, is told so', async () => {
    service.provider.accounts.set('stranger', { pid: testIdentityNumber(99_999) })
    service.provider.answer = { account: 'stranger', acr: high }
    assert.equal((await new Visitor(service.at).visit('/auth/oidc')).at, '/sign-in?failed=no-mailbox')
    const leaving = await service.addCitizen('Ola Hansen')
    await service.at.db.updateTable('mailbox').set({ active: false }).where('id', '=', leaving.mailboxId).execute()
    service.provider.answer = { account: leaving.account, acr: high }
    const visitor = new Visitor(service.at)
    assert.equal((await visitor.visit('/auth/oidc')).at, '/sign-in?failed=no-mailbox')
    assert.equal(visitor.cookie('brevdue-session'), undefined)
  })

  test('an acr that means nothing here signs nobody in', async () => {
    await using loose = await startService({}, { acrValues: [substantial, high, 'toy'] })
    const person = await loose.addCitizen()
    loose.provider.answer = { account: person.account, acr: 'toy' }
    const visitor = new Visitor(loose.at)
    assert.equal((await visitor.visit('/auth/oidc')).at, '/sign-in?failed=not-accepted')
    assert.equal((await loose.at.db.selectFrom('session').selectAll().execute()).length, 0)
    assert.ok(loose.at.logged.some((line) => line.includes('BREVDUE_OIDC_LEVELS does not have this acr')))
  })

  test('nothing in the link can send anybody elsewhere afterwards', async () => {
    for (const query of [
      'returnTo=https://evil.example',
      'return_to=//evil.example',
      'redirect_uri=https://evil.example',
    ]) {
      const arrival = await new Visitor(service.at).visit(`/auth/oidc?${query}`)
      assert.equal(arrival.at, '/inbox')
      assert.ok(arrival.visited.every(({ hostname }) => ['localhost', '127.0.0.1'].includes(hostname)))
    }
  })

  test('the log names nobody', () => {
    const log = service.at.logged.join('\n')
    for (const secret of [kari.identityNumber, kari.account, 'Kari', 'stranger'])
      assert.ok(!log.includes(secret), secret)
  })
})
