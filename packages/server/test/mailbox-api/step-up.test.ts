import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Session, StepUpResult } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

describe('stronger sign-in', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const locked = () => addLetter(at, kari, { level: 'TWO_FACTOR', sensitivity: 'SENSITIVE', sender: 'Nav' })
  const start = async (browser: TestBrowser, query: string) => {
    const response = await browser.get(`/auth/step-up?${query}`)
    assert.equal(response.status, 303)
    return response.headers.get('location')
  }
  const answer = async (browser: TestBrowser, body: unknown) =>
    json<StepUpResult>(await browser.post('/api/step-up', body), 200)

  test('raised: a new token, the old one is worthless, every letter of that level opens', async () => {
    const [letter, another] = [await locked(), await locked()]
    const browser = await signedIn(at, kari)
    assert.equal(await start(browser, `letter=${letter.letterId}`), '/sign-in?step-up=1')
    const asked = await json<Session>(await browser.get('/api/session'), 200)
    assert.deepEqual(asked.stepUp, { letterId: letter.letterId, level: 'TWO_FACTOR' })
    const before = browser.cookie
    assert.deepEqual(await answer(browser, { accept: true, level: 'IDPORTEN_3' }), {
      outcome: 'raised',
      returnTo: `/inbox/${letter.letterId}`,
    })
    assert.notEqual(browser.cookie, before)
    await problem(await new TestBrowser(at, before).get('/api/session'), 401, 'SIGNED_OUT')
    const session = await json<Session>(await browser.get('/api/session'), 200)
    assert.deepEqual([session.level, session.stepUp], ['IDPORTEN_3', null])
    assert.equal((await browser.letter(another)).sender, 'Nav')
    assert.equal((await browser.open(letter)).status, 200)
  })

  test('cancelled: nothing is raised, and nothing is under way any more', async () => {
    const letter = await locked()
    const browser = await signedIn(at, kari)
    await start(browser, `letter=${letter.letterId}`)
    const before = browser.cookie
    assert.equal((await answer(browser, { accept: false })).outcome, 'cancelled')
    assert.equal(browser.cookie, before)
    await problem(await browser.askLink(letter, 'view'), 403, 'STEP_UP_REQUIRED')
    await problem(await browser.post('/api/step-up', { accept: true, level: 'IDPORTEN_4' }), 400, 'INVALID_REQUEST')
  })

  test('too low: the letter stays locked', async () => {
    const letter = await addLetter(at, kari, { level: 'IDPORTEN_4' })
    const browser = await signedIn(at, kari)
    await start(browser, `letter=${letter.letterId}`)
    assert.deepEqual(await answer(browser, { accept: true, level: 'TWO_FACTOR' }), {
      outcome: 'too-low',
      returnTo: `/inbox/${letter.letterId}`,
    })
    assert.equal((await json<Session>(await browser.get('/api/session'), 200)).level, 'PASSWORD')
  })

  test('accepting without saying how is not understood, and can be said again', async () => {
    const letter = await locked()
    const browser = await signedIn(at, kari)
    await start(browser, `letter=${letter.letterId}`)
    await problem(await browser.post('/api/step-up', { accept: true }), 400, 'INVALID_REQUEST')
    assert.equal((await answer(browser, { accept: true, level: 'TWO_FACTOR' })).outcome, 'raised')
  })

  test('a session is never lowered by an equally strong way', async () => {
    const letter = await addLetter(at, kari, { attachments: [{ level: 'IDPORTEN_4' }] })
    const browser = await signedIn(at, kari, 'TWO_FACTOR')
    await start(browser, `letter=${letter.letterId}&document=${letter.documentIds[1]}`)
    assert.deepEqual(await answer(browser, { accept: true, level: 'IDPORTEN_4' }), {
      outcome: 'raised',
      returnTo: `/inbox/${letter.letterId}/${letter.documentIds[1]}`,
    })
  })

  test('open letters, other people’s letters and unknown ones need nothing', async () => {
    const open = await addLetter(at, kari)
    const foreign = await addLetter(at, await addPerson(at, 'Ola Hansen'), { level: 'TWO_FACTOR' })
    const browser = await signedIn(at, kari)
    assert.equal(await start(browser, `letter=${open.letterId}`), `/inbox/${open.letterId}`)
    assert.equal(await start(browser, `letter=${foreign.letterId}`), `/inbox/${foreign.letterId}`)
    assert.equal((await json<Session>(await browser.get('/api/session'), 200)).stepUp, null)
  })

  test('nothing in the URL can send anybody elsewhere', async () => {
    const browser = await signedIn(at, kari)
    const letter = await locked()
    for (const query of ['letter=//evil.example', 'letter=https://evil.example', 'letter=%5C%5Cevil.example', '']) {
      assert.equal(await start(browser, query), '/inbox')
    }
    assert.equal(await start(browser, `letter=${letter.letterId}&document=//evil.example`), '/inbox')
    const tempted = `letter=${letter.letterId}&returnTo=https://evil.example&return_to=//evil.example`
    assert.equal(await start(browser, tempted), '/sign-in?step-up=1')
    assert.equal((await answer(browser, { accept: false })).returnTo, `/inbox/${letter.letterId}`)
  })

  test('signed out: to the sign-in page', async () => {
    assert.equal(await start(new TestBrowser(at), `letter=${(await locked()).letterId}`), '/sign-in')
  })
})
