import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Session } from '../../src/http/mailbox-api/contract.ts'
import { addLetter } from '../mailbox-api/letter-builder.ts'
import { json, problem } from '../mailbox-api/test-browser.ts'
import { type Citizen, high, startService, substantial, type TestService } from './service.ts'
import { Visitor } from './visitor.ts'

describe('stronger sign-in at a provider', () => {
  let service: TestService
  let kari: Citizen
  let visitor: Visitor
  before(async () => {
    service = await startService({ raisedMinutes: 5 })
    kari = await service.addCitizen('Kari Nordmann')
  })
  after(() => service[Symbol.asyncDispose]())
  beforeEach(async () => {
    service.provider.answer = { account: kari.account, acr: substantial }
    visitor = new Visitor(service.at)
    await visitor.visit('/auth/oidc')
  })

  const locked = () =>
    addLetter(service.at, kari, { level: 'IDPORTEN_4', sensitivity: 'SENSITIVE', sender: 'Vestmark sykehus' })
  const session = async () => json<Session>(await visitor.page.get('/api/session'), 200)

  test('the same person, stronger: raised under a new token, and back at the letter', async () => {
    const letter = await locked()
    const before = visitor.page
    await problem(await before.askLink(letter, 'view'), 403, 'STEP_UP_REQUIRED')
    service.provider.answer = { account: kari.account, acr: high }
    const arrival = await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    assert.equal(arrival.at, `/inbox/${letter.letterId}?step-up=raised`)
    const asked = service.provider.asked.at(-1)
    assert.deepEqual([asked?.get('acr_values'), asked?.get('prompt'), asked?.get('max_age')], [high, 'login', '0'])
    await problem(await before.get('/api/session'), 401, 'SIGNED_OUT')
    assert.deepEqual([(await session()).level, (await session()).method], ['IDPORTEN_4', 'oidc'])
    assert.equal((await visitor.page.letter(letter)).sender, 'Vestmark sykehus')
    assert.equal((await visitor.page.open(letter)).status, 200)
  })

  test('the provider asks anew although it knows the person already', async () => {
    const letter = await locked()
    service.provider.answer = { account: kari.account, acr: high }
    const arrival = await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    assert.ok(arrival.visited.some(({ pathname }) => pathname.startsWith('/interaction/')))
  })

  test('the raised level lapses by the clock: rows are masked again, and it can be raised again', async () => {
    const letter = await locked()
    service.provider.answer = { account: kari.account, acr: high }
    await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    const { levelEndsAt, since } = await session()
    const lasts = Date.parse(levelEndsAt ?? '') - service.at.clock.now.getTime()
    assert.ok(lasts > 4 * 60_000 && lasts <= 5 * 60_000, `${levelEndsAt} after ${since}`)
    const row = async () => (await visitor.page.list()).letters.find(({ id }) => id === letter.letterId)
    assert.equal((await row())?.sender, 'Vestmark sykehus')
    service.at.clock.advance(5 * 60_000)
    assert.deepEqual([(await row())?.sender, (await row())?.lock], [null, { level: 'IDPORTEN_4', hidden: true }])
    assert.deepEqual([(await session()).level, (await session()).levelEndsAt], ['IDPORTEN_3', null])
    await problem(await visitor.page.askLink(letter, 'view'), 403, 'STEP_UP_REQUIRED')
    service.at.clock.advance(-5 * 60_000) // the provider's clock has stood by the machine's
  })

  test('cancelled at the provider: back at the letter, nothing raised, no new token', async () => {
    const letter = await locked()
    const before = visitor.cookie('brevdue-session')
    service.provider.answer = { error: 'access_denied' }
    const arrival = await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    assert.equal(arrival.at, `/inbox/${letter.letterId}?step-up=cancelled`)
    assert.equal(visitor.cookie('brevdue-session'), before)
    assert.equal((await session()).level, 'IDPORTEN_3')
  })

  test('a downgraded acr is too low, whatever was asked for', async () => {
    const letter = await locked()
    service.provider.answer = { account: kari.account, acr: substantial }
    const arrival = await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    assert.equal(arrival.at, `/inbox/${letter.letterId}?step-up=too-low`)
    assert.equal((await session()).level, 'IDPORTEN_3')
    service.provider.answer = { error: 'unmet_authentication_requirements' }
    const unmet = await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    assert.equal(unmet.at, `/inbox/${letter.letterId}?step-up=too-low`)
  })

  test('somebody else at the provider: refused, not raised, and not switched to', async () => {
    const ola = await service.addCitizen('Ola Hansen')
    const letter = await locked()
    const before = visitor.cookie('brevdue-session')
    visitor.forgetProvider()
    service.provider.answer = { account: ola.account, acr: high }
    const arrival = await visitor.visit(`/auth/step-up?letter=${letter.letterId}`)
    assert.equal(arrival.at, '/sign-in?failed=other-person')
    assert.equal(visitor.cookie('brevdue-session'), before)
    assert.deepEqual([(await session()).person.name, (await session()).level], ['Kari Nordmann', 'IDPORTEN_3'])
  })

  test('a session that has ended meanwhile is not raised back to life', async () => {
    const letter = await locked()
    const start = await visitor.fetch(new URL(`/auth/step-up?letter=${letter.letterId}`, service.at.url), {}, false)
    assert.equal((await visitor.page.post('/api/sessions/end-all')).status, 204)
    service.provider.answer = { account: kari.account, acr: high }
    const signInUrl = start.headers.get('location') ?? ''
    const arrival = await visitor.visit(signInUrl)
    assert.equal(arrival.at, '/sign-in?failed=expired')
    await problem(await visitor.page.get('/api/session'), 401, 'SIGNED_OUT')
  })

  test('a letter in the archive or in the bin is come back to where it lies, a document to itself', async () => {
    const letter = await addLetter(service.at, kari, { attachments: [{ level: 'IDPORTEN_4' }] })
    service.provider.answer = { error: 'access_denied' }
    for (const place of ['archive', 'bin']) {
      const moved = await visitor.page.post('/api/letters/move', { moves: [{ letterId: letter.letterId, to: place }] })
      assert.equal(moved.status, 200)
      const document = letter.documentIds[1]
      const arrival = await visitor.visit(`/auth/step-up?letter=${letter.letterId}&document=${document}`)
      assert.equal(arrival.at, `/${place}/${letter.letterId}/${document}?step-up=cancelled`)
    }
  })

  test('nothing in the link decides the level or the way back', async () => {
    const letter = await locked()
    service.provider.answer = { account: kari.account, acr: high }
    const tempted = `/auth/step-up?letter=${letter.letterId}&returnTo=//evil.example&acr_values=${substantial}`
    assert.equal((await visitor.visit(tempted)).at, `/inbox/${letter.letterId}?step-up=raised`)
    assert.equal(service.provider.asked.at(-1)?.get('acr_values'), high)
    assert.equal((await visitor.visit('/auth/step-up?letter=//evil.example')).at, '/inbox')
  })

  test('signed out, the way to a locked letter begins at the sign-in page', async () => {
    const arrival = await new Visitor(service.at).visit(`/auth/step-up?letter=${(await locked()).letterId}`)
    assert.equal(arrival.at, '/sign-in')
  })
})
