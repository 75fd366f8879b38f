import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { SessionList } from '../../src/http/mailbox-api/contract.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const secrets = { level: 'TWO_FACTOR', sensitivity: 'SENSITIVE', content: Buffer.from('SECRET-CONTENT') } as const

describe('a link to content that was asked for before something else happened', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox({ overrides: { raisedMinutes: 1 } })
    kari = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const raise = async (browser: TestBrowser, { letterId }: TestLetter) => {
    await browser.get(`/auth/step-up?letter=${letterId}`)
    assert.ok((await browser.post('/api/step-up', { accept: true, level: 'TWO_FACTOR' })).ok)
  }
  const move = (browser: TestBrowser, { letterId }: TestLetter, to: string) =>
    browser.post('/api/letters/move', { moves: [{ letterId, to }] })

  test('the raised level lapsed: closed, told in words that say nothing of the letter, and not opened', async () => {
    const letter = await addLetter(at, kari, secrets)
    const browser = await signedIn(at, kari)
    await raise(browser, letter)
    at.clock.advance(50_000)
    const links = [await browser.link(letter), await browser.link(letter, 'download')]
    at.clock.advance(10_000)
    for (const url of links) {
      const response = await browser.get(url)
      assert.doesNotMatch(JSON.stringify([...response.headers]), /disposition/)
      const refused = await problem(response, 403, 'STEP_UP_REQUIRED')
      assert.equal(refused.level, 'TWO_FACTOR')
      assert.doesNotMatch(JSON.stringify(refused), /SECRET/)
    }
    const row = at.db
      .selectFrom('document')
      .select('opened_at')
      .where('id', '=', letter.documentIds[0] ?? '')
    assert.equal((await row.executeTakeFirstOrThrow()).opened_at, null)
    await raise(browser, letter)
    await problem(await browser.get(links[0] ?? ''), 404, 'NOT_FOUND')
    assert.equal(await (await browser.open(letter)).text(), 'SECRET-CONTENT')
  })

  test('the level was raised meanwhile: it is the same session under a new token, and the old token opens nothing', async () => {
    const [letter, locked] = [await addLetter(at, kari), await addLetter(at, kari, secrets)]
    const browser = await signedIn(at, kari)
    const url = await browser.link(letter)
    const before = browser.cookie ?? ''
    await raise(browser, locked)
    assert.equal((await fetch(at.url + url, { headers: { cookie: before } })).status, 401)
    assert.equal((await browser.get(url)).status, 200)
  })

  test('signed out, or ended elsewhere: nobody gets anything, also not signed in anew', async () => {
    const letter = await addLetter(at, kari)
    const ends: ((browser: TestBrowser) => Promise<unknown>)[] = [
      (browser) => browser.post('/api/sign-out'),
      async (browser) => {
        const list = await json<SessionList>(await browser.get('/api/sessions'), 200)
        const id = list.sessions.find(({ current }) => current)?.id
        return (await signedIn(at, kari)).post(`/api/sessions/${id}/end`)
      },
    ]
    for (const end of ends) {
      const browser = await signedIn(at, kari)
      const [url, cookie] = [await browser.link(letter), browser.cookie ?? '']
      await end(browser)
      assert.equal((await fetch(at.url + url, { headers: { cookie } })).status, 401)
      await problem(await (await signedIn(at, kari)).get(url), 404, 'NOT_FOUND')
    }
  })

  test('moved: it works still, wherever the letter lies; deleted for good: not', async () => {
    const letter = await addLetter(at, kari)
    const browser = await signedIn(at, kari)
    const [first, second] = [await browser.link(letter), await browser.link(letter)]
    assert.ok((await move(browser, letter, 'bin')).ok)
    assert.equal((await browser.get(first)).status, 200)
    assert.ok((await browser.post('/api/letters/delete', { letterIds: [letter.letterId] })).ok)
    await problem(await browser.get(second), 404, 'NOT_FOUND')
  })
})
