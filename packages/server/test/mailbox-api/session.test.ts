import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Session, SignInOptions } from '../../src/http/mailbox-api/contract.ts'
import { sweepExpired } from '../../src/http/mailbox-api/sweep.ts'
import { addPerson, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const minute = 60_000

describe('signing in and staying so', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox({ overrides: { sessionIdleMinutes: 30, sessionAbsoluteMinutes: 60 } })
    kari = await addPerson(at, 'Kari Anne Nordmann')
  })
  after(() => at[Symbol.asyncDispose]())

  test('the sandbox offers everybody who has a mailbox, people and organisations', async () => {
    const options = await json<SignInOptions>(await new TestBrowser(at).get('/api/sign-in'), 200)
    assert.equal(options.mode, 'sandbox')
    assert.deepEqual(options.levels, ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3', 'IDPORTEN_4'])
    const person = options.people.find(({ id }) => id === kari.personId)
    assert.deepEqual([person?.name, person?.kind], ['Kari Anne Nordmann', 'PERSON'])
  })

  test('an organisation signs in like a person', async () => {
    const organisation = await addPerson(at, 'Havbryn Forsikring AS')
    await at.db.updateTable('recipient').set({ kind: 'ORGANISATION' }).where('id', '=', organisation.personId).execute()
    const session = await new TestBrowser(at).signIn(organisation)
    assert.deepEqual(session.person, { name: 'Havbryn Forsikring AS', initials: 'HA', kind: 'ORGANISATION' })
  })

  test('signing in tells who one is, and until when', async () => {
    const browser = new TestBrowser(at)
    const session = await browser.signIn(kari, 'TWO_FACTOR')
    assert.deepEqual(session, {
      person: { name: 'Kari Anne Nordmann', initials: 'KN', kind: 'PERSON' },
      level: 'TWO_FACTOR',
      method: 'sandbox',
      since: at.clock.now.toISOString(),
      endsAt: new Date(at.clock.now.getTime() + 30 * minute).toISOString(),
      endsForGoodAt: new Date(at.clock.now.getTime() + 60 * minute).toISOString(),
      levelEndsAt: null,
      sandbox: true,
      stepUp: null,
    })
    assert.deepEqual(await json<Session>(await browser.get('/api/session'), 200), session)
  })

  test('the cookie cannot be read by a script nor sent from another site, and only its hash is stored', async () => {
    const response = await new TestBrowser(at).post('/api/sign-in', { personId: kari.personId, level: 'PASSWORD' })
    const cookie = response.headers.getSetCookie()[0] ?? ''
    assert.match(cookie, /^brevdue-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const token = cookie.slice('brevdue-session='.length).split(';', 1)[0] ?? ''
    const rows = await at.db.selectFrom('session').selectAll().execute()
    assert.ok(rows.some((row) => row.token_hash.equals(createHash('sha256').update(token).digest())))
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(token))
  })

  test('a token chosen beforehand signs nobody in, and is not taken over', async () => {
    const planted = `brevdue-session=${'A'.repeat(43)}`
    const victim = new TestBrowser(at, planted)
    await problem(await victim.get('/api/session'), 401, 'SIGNED_OUT')
    await victim.signIn(kari)
    assert.notEqual(victim.cookie, planted)
    await problem(await new TestBrowser(at, planted).get('/api/session'), 401, 'SIGNED_OUT')
  })

  test('signing in again ends the session before', async () => {
    const browser = await signedIn(at, kari)
    const before = browser.cookie
    await browser.signIn(kari)
    await problem(await new TestBrowser(at, before).get('/api/session'), 401, 'SIGNED_OUT')
    assert.equal((await browser.get('/api/session')).status, 200)
  })

  test('signing out ends the session on the server', async () => {
    const browser = await signedIn(at, kari)
    const before = browser.cookie
    assert.equal((await browser.post('/api/sign-out')).status, 204)
    assert.equal(browser.cookie, undefined)
    await problem(await new TestBrowser(at, before).get('/api/session'), 401, 'SIGNED_OUT')
  })

  test('an idle session ends; reading it and polling the list do not keep it alive', async () => {
    const browser = await signedIn(at, kari)
    at.clock.advance(29 * minute)
    assert.equal((await browser.get('/api/session')).status, 200)
    assert.equal((await browser.get('/api/letters')).status, 200)
    at.clock.advance(minute)
    await problem(await browser.get('/api/session'), 401, 'SIGNED_OUT')
  })

  test('extending keeps it alive, but never beyond the absolute limit', async () => {
    const browser = await signedIn(at, kari)
    const start = at.clock.now.getTime()
    at.clock.advance(20 * minute)
    const extended = await json<Session>(await browser.post('/api/session/extend'), 200)
    assert.equal(Date.parse(extended.endsAt), start + 50 * minute)
    at.clock.advance(25 * minute)
    const last = await json<Session>(await browser.post('/api/session/extend'), 200)
    assert.equal(Date.parse(last.endsAt), start + 60 * minute)
    at.clock.advance(15 * minute)
    await problem(await browser.post('/api/session/extend'), 401, 'SIGNED_OUT')
  })

  test('expired sessions and links are swept', async () => {
    await signedIn(at, kari)
    at.clock.advance(61 * minute)
    const stays = await signedIn(at, kari)
    await sweepExpired({ db: at.db, clock: () => at.clock.now })
    assert.equal((await at.db.selectFrom('session').selectAll().execute()).length, 1)
    assert.equal((await stays.get('/api/session')).status, 200)
  })

  test('nobody, an unknown level and nonsense are refused', async () => {
    const browser = new TestBrowser(at)
    const nobody = { personId: '018f0000-0000-7000-8000-000000000000', level: 'PASSWORD' }
    await problem(await browser.post('/api/sign-in', nobody), 404, 'NOT_FOUND')
    for (const body of [{ personId: kari.personId, level: 'ROOT' }, { level: 'PASSWORD' }, [], 7, null]) {
      await problem(await browser.post('/api/sign-in', body), 400, 'INVALID_REQUEST')
    }
    const ours = { 'content-type': 'application/json', 'x-brevdue-request': '1' }
    const broken = { method: 'POST', headers: ours, body: '{"personId":' }
    await problem(await fetch(`${at.url}/api/sign-in`, broken), 400, 'INVALID_REQUEST')
    const long = { ...broken, body: JSON.stringify({ personId: 'x'.repeat(20_000) }) }
    await problem(await fetch(`${at.url}/api/sign-in`, long), 413, 'INVALID_REQUEST')
    assert.equal(browser.cookie, undefined)
  })

  test('a closed mailbox lets nobody in or stay', async () => {
    const leaving = await addPerson(at, 'Ola Hansen')
    const browser = await signedIn(at, leaving)
    await at.db.updateTable('mailbox').set({ active: false }).where('id', '=', leaving.mailboxId).execute()
    await problem(await browser.get('/api/session'), 401, 'SIGNED_OUT')
    const again = { personId: leaving.personId, level: 'PASSWORD' }
    await problem(await browser.post('/api/sign-in', again), 404, 'NOT_FOUND')
  })

  test('behind https the cookie has the __Host- name', async () => {
    await using secure = await startMailbox({ overrides: { publicUrl: 'https://post.example' } })
    const person = await addPerson(secure)
    const response = await new TestBrowser(secure).post('/api/sign-in', {
      personId: person.personId,
      level: 'PASSWORD',
    })
    assert.match(
      response.headers.getSetCookie()[0] ?? '',
      /^__Host-brevdue-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
  })
})
