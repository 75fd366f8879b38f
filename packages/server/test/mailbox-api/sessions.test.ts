import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ActivityPage, Session, SessionList } from '../../src/http/mailbox-api/contract.ts'
import { deviceName } from '../../src/http/mailbox-api/device-name.ts'
import { addLetter, addPerson, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const minute = 60_000
const nobody = '018f0000-0000-7000-8000-000000000000'

describe('sessions', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox({
      overrides: { sessionIdleMinutes: 30, sessionAbsoluteMinutes: 120, raisedMinutes: 10 },
    })
    kari = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const session = async (browser: TestBrowser) => json<Session>(await browser.get('/api/session'), 200)
  const raise = async (browser: TestBrowser, letterId: string) => {
    await browser.get(`/auth/step-up?letter=${letterId}`)
    return browser.post('/api/step-up', { accept: true, level: 'TWO_FACTOR' })
  }
  const list = async (browser: TestBrowser) =>
    (await json<SessionList>(await browser.get('/api/sessions'), 200)).sessions

  test('fixation: a token planted before the sign-in, our own form or not, is worth nothing after it', async () => {
    const other = await signedIn(at, await addPerson(at, 'Ola Hansen'))
    for (const planted of [`brevdue-session=${'A'.repeat(43)}`, other.cookie ?? '', 'brevdue-session=%00']) {
      const victim = new TestBrowser(at, planted)
      await victim.signIn(kari)
      assert.notEqual(victim.cookie, planted)
      await problem(await new TestBrowser(at, planted).get('/api/session'), 401, 'SIGNED_OUT')
      assert.equal((await session(victim)).person.name, 'Kari Nordmann')
    }
  })

  test('rotation: each change of level has a token of its own, and the one before is worth nothing', async () => {
    const browser = await signedIn(at, kari)
    const letter = await addLetter(at, kari, { level: 'TWO_FACTOR' })
    const seen = [browser.cookie]
    await raise(browser, letter.letterId)
    seen.push(browser.cookie)
    at.clock.advance(10 * minute) // lapsed
    await browser.post('/api/session/extend')
    await raise(browser, letter.letterId)
    seen.push(browser.cookie)
    assert.equal(new Set(seen).size, 3)
    for (const old of seen.slice(0, 2)) {
      await problem(await new TestBrowser(at, old).get('/api/session'), 401, 'SIGNED_OUT')
    }
    assert.equal((await session(browser)).level, 'TWO_FACTOR')
    assert.equal((await list(browser)).filter(({ current }) => current).length, 1, 'it is still one session')
  })

  test('the idle limit, by the clock', async () => {
    const browser = await signedIn(at, kari)
    at.clock.advance(30 * minute - 1)
    const { endsAt } = await session(browser)
    assert.equal(Date.parse(endsAt), at.clock.now.getTime() + 1)
    at.clock.advance(1)
    await problem(await browser.get('/api/session'), 401, 'SIGNED_OUT')
  })

  test('the absolute limit, by the clock, is told beforehand and holds for a raised session too', async () => {
    const browser = await signedIn(at, kari)
    const start = at.clock.now.getTime()
    assert.equal(Date.parse((await session(browser)).endsForGoodAt), start + 120 * minute)
    const letter = await addLetter(at, kari, { level: 'TWO_FACTOR' })
    for (let passed = 20; passed < 120; passed += 20) {
      at.clock.advance(20 * minute)
      await raise(browser, letter.letterId)
      const { endsAt, endsForGoodAt } = await json<Session>(await browser.post('/api/session/extend'), 200)
      assert.equal(Date.parse(endsForGoodAt), start + 120 * minute)
      assert.ok(Date.parse(endsAt) <= start + 120 * minute)
    }
    at.clock.advance(20 * minute)
    await problem(await browser.post('/api/session/extend'), 401, 'SIGNED_OUT')
  })

  test('a raised level lapses by the clock: rows and letters are masked again, content is closed', async () => {
    const browser = await signedIn(at, kari)
    const letter = await addLetter(at, kari, {
      level: 'TWO_FACTOR',
      sensitivity: 'SENSITIVE',
      sender: 'Vestmark sykehus',
    })
    await raise(browser, letter.letterId)
    const raisedAt = at.clock.now.getTime()
    assert.equal(Date.parse((await session(browser)).levelEndsAt ?? ''), raisedAt + 10 * minute)
    at.clock.advance(10 * minute - 1)
    assert.equal((await browser.letter(letter)).sender, 'Vestmark sykehus')
    const link = await browser.link(letter)
    at.clock.advance(1)
    assert.deepEqual(
      [(await browser.letter(letter)).sender, (await browser.letter(letter)).lock],
      [null, { level: 'TWO_FACTOR', hidden: true }],
    )
    assert.ok(!JSON.stringify(await browser.list()).includes('Vestmark'))
    await problem(await browser.get(link), 403, 'STEP_UP_REQUIRED')
    await problem(await browser.askLink(letter, 'view'), 403, 'STEP_UP_REQUIRED')
    assert.deepEqual([(await session(browser)).level, (await session(browser)).levelEndsAt], ['PASSWORD', null])
  })

  test('the list: this one first, then the latest used, with device and level; none of anybody else', async () => {
    const person = await addPerson(at, 'Liv Berg')
    const browsers: TestBrowser[] = []
    for (const level of ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_4'] as const) {
      at.clock.advance(minute)
      const browser = new TestBrowser(at)
      const body = { personId: person.personId, level }
      await browser.post('/api/sign-in', body, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0' })
      browsers.push(browser)
    }
    const [first] = browsers as [TestBrowser]
    const sessions = await list(first)
    assert.deepEqual(
      sessions.map(({ current, level, device, method }) => [current, level, device, method]),
      [
        [true, 'PASSWORD', 'Firefox, Linux', 'sandbox'],
        [false, 'IDPORTEN_4', 'Firefox, Linux', 'sandbox'],
        [false, 'TWO_FACTOR', 'Firefox, Linux', 'sandbox'],
      ],
    )
    const stored = JSON.stringify(await at.db.selectFrom('session').selectAll().execute())
    assert.ok(!stored.includes('Mozilla'), 'what a client says of itself is not kept')
  })

  test('ended elsewhere: at once, with its links to content, and the owner can read of it', async () => {
    const [here, there] = [await signedIn(at, kari), await signedIn(at, kari)]
    const letter = await addLetter(at, kari)
    const link = await there.link(letter)
    const [theirs] = (await list(there)).filter(({ current }) => current)
    assert.equal((await here.post(`/api/sessions/${theirs?.id}/end`)).status, 204)
    await problem(await there.get('/api/session'), 401, 'SIGNED_OUT')
    await problem(await there.get(link), 401, 'SIGNED_OUT')
    await problem(await here.get(link), 404, 'NOT_FOUND')
    const links = at.db
      .selectFrom('content_link')
      .where('document_id', '=', letter.documentIds[0] ?? '')
      .selectAll()
    assert.equal((await links.execute()).length, 0)
    await problem(await here.post(`/api/sessions/${theirs?.id}/end`), 404, 'NOT_FOUND')
    const { entries } = await json<ActivityPage>(await here.get('/api/activity'), 200)
    assert.equal(entries[0]?.act, 'SESSION_ENDED')
  })

  test('nobody ends a session of somebody else', async () => {
    const [mine, theirs] = [await signedIn(at, kari), await signedIn(at, await addPerson(at, 'Ola Hansen'))]
    const id = (await list(theirs))[0]?.id ?? ''
    await problem(await mine.post(`/api/sessions/${id}/end`), 404, 'NOT_FOUND')
    await problem(await mine.post(`/api/sessions/${nobody}/end`), 404, 'NOT_FOUND')
    await mine.post('/api/sessions/end-all')
    assert.equal((await theirs.get('/api/session')).status, 200)
  })

  test('ending this very session, or all of them, signs this browser out and takes its cookie', async () => {
    const browser = await signedIn(at, kari)
    const id = (await list(browser)).find(({ current }) => current)?.id ?? ''
    assert.equal((await browser.post(`/api/sessions/${id}/end`)).status, 204)
    assert.equal(browser.cookie, undefined)
    const [here, there] = [await signedIn(at, kari), await signedIn(at, kari)]
    const answer = await here.post('/api/sessions/end-all')
    assert.equal(answer.status, 204)
    assert.match(answer.headers.getSetCookie().join(), /Max-Age=0/)
    await problem(await there.get('/api/session'), 401, 'SIGNED_OUT')
    assert.equal(
      (await at.db.selectFrom('session').where('mailbox_id', '=', kari.mailboxId).selectAll().execute()).length,
      0,
    )
  })
})

describe('what limited sessions, other sites and caches can do', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  test('a session opened to set up a way to sign in reads nothing, and cannot be raised', async () => {
    const browser = await signedIn(at, kari)
    const letter = await addLetter(at, kari, { level: 'TWO_FACTOR' })
    for (const method of ['activation', 'recovery']) {
      await at.db.updateTable('session').set({ method }).where('mailbox_id', '=', kari.mailboxId).execute()
      for (const path of ['/api/letters', `/api/letters/${letter.letterId}`, '/api/sessions', '/api/activity']) {
        await problem(await browser.get(path), 403, 'FORBIDDEN')
      }
      await problem(await browser.askLink(letter, 'view'), 403, 'FORBIDDEN')
      const stepUp = await browser.get(`/auth/step-up?letter=${letter.letterId}`)
      assert.equal(stepUp.headers.get('location'), '/sign-in')
      const { method: told } = await json<Session>(await browser.get('/api/session'), 200)
      assert.equal(told, method)
    }
    assert.equal((await browser.post('/api/sign-out')).status, 204)
  })

  test('CSRF: another site’s request changes nothing, however it is dressed', async () => {
    const browser = await signedIn(at, kari)
    const evil = 'https://evil.example'
    for (const headers of [
      { origin: evil },
      { 'sec-fetch-site': 'cross-site' },
      { 'x-brevdue-request': '0' },
      { 'content-type': 'text/plain' },
    ]) {
      for (const path of ['/api/sign-out', '/api/sessions/end-all', '/api/session/extend']) {
        await problem(await browser.post(path, {}, headers as Record<string, string>), 403, 'FORBIDDEN')
      }
    }
    assert.equal((await browser.get('/api/session')).status, 200)
    const signIn = await browser.post('/api/sign-in', { personId: kari.personId, level: 'PASSWORD' })
    assert.match(signIn.headers.getSetCookie().join(), /HttpOnly; SameSite=Strict/)
  })

  test('clickjacking: no page and no answer may be framed', async () => {
    const browser = await signedIn(at, kari)
    for (const path of ['/inbox', '/sign-in', '/settings', '/api/session', '/auth/nothing']) {
      const { headers } = await browser.get(path, { accept: 'text/html' })
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, path)
    }
  })

  test('open redirects: no parameter sends anybody to another site', async () => {
    const browser = await signedIn(at, kari)
    const tempting = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '%2F%2Fevil.example',
    ]
    for (const target of tempting) {
      for (const name of ['returnTo', 'return_to', 'next', 'redirect', 'url', 'letter']) {
        const path = `/auth/step-up?${name}=${target}`
        const location = (await browser.get(path)).headers.get('location')
        assert.equal(location, '/inbox', path)
      }
    }
  })

  test('caches: nothing of a session is kept by one, page, answer, content or redirect', async () => {
    const browser = await signedIn(at, kari)
    const letter = await addLetter(at, kari)
    const link = await browser.link(letter)
    for (const path of ['/inbox', '/sign-in', '/api/session', '/api/sessions', '/api/letters', link, '/auth/step-up']) {
      const { headers } = await browser.get(path, { accept: path.startsWith('/api') ? '*/*' : 'text/html' })
      assert.match(headers.get('cache-control') ?? '', /no-store/, path)
    }
    const page = await browser.get('/inbox', { accept: 'text/html' })
    assert.match(page.headers.get('vary') ?? '', /Cookie/)
    await problem(await new TestBrowser(at).get('/api/letters'), 401, 'SIGNED_OUT')
  })
})

test('devices are told by words of ours, the most special name first', () => {
  const told: [string, string | null][] = [
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0',
      'Edge, Windows',
    ],
    ['Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36', 'Chrome, Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox, macOS'],
    ['<script>alert(1)</script>', null],
    ['', null],
  ]
  for (const [userAgent, device] of told) assert.equal(deviceName(userAgent), device)
  assert.equal(deviceName(undefined), null)
})
