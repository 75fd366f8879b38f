import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { addLetter, addPerson, type TestPerson } from './letter-builder.ts'
import { problem, signedIn, TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

describe('content behind one-time links', () => {
  let at: TestMailbox
  let kari: TestPerson
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at, 'Kari Nordmann')
  })
  after(() => at[Symbol.asyncDispose]())

  test('the bytes come as they were sent, and then the letter is read', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7'), randomBytes(3_000_000)])
    const letter = await addLetter(at, kari, { content: bytes, sender: 'Fjellvik kommune', subject: 'Vedtak' })
    const browser = await signedIn(at, kari)
    assert.equal((await browser.letter(letter)).unread, true)
    const response = await browser.open(letter)
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'application/pdf')
    assert.equal(response.headers.get('content-length'), String(bytes.length))
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(response.headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'self'")
    assert.match(response.headers.get('content-disposition') ?? '', /^inline; filename="2026-11-23 Fjellvik kommune/)
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes)
    assert.equal((await browser.letter(letter)).unread, false)
    const document = await documentRow(letter.documentIds[0])
    assert.deepEqual(document.opened_at, at.clock.now)
    assert.deepEqual(await acts(letter.letterId), ['OPENED'])
  })

  test('asking for a link opens nothing', async () => {
    const letter = await addLetter(at, kari)
    const browser = await signedIn(at, kari)
    await browser.link(letter)
    assert.equal((await browser.letter(letter)).unread, true)
    assert.equal((await documentRow(letter.documentIds[0])).opened_at, null)
  })

  test('a link works once', async () => {
    const browser = await signedIn(at, kari)
    const url = await browser.link(await addLetter(at, kari))
    assert.equal((await browser.get(url)).status, 200)
    await problem(await browser.get(url), 404, 'NOT_FOUND')
  })

  test('of fifty requests at once with one link, one gets the content', async () => {
    const browser = await signedIn(at, kari)
    const url = await browser.link(await addLetter(at, kari))
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await browser.get(url)).status))
    assert.equal(statuses.filter((status) => status === 200).length, 1)
    assert.equal(statuses.filter((status) => status === 404).length, 49)
  })

  test('a link works for thirty seconds', async () => {
    const letter = await addLetter(at, kari)
    const browser = await signedIn(at, kari)
    const [early, late] = [await browser.link(letter), await browser.link(letter)]
    at.clock.advance(29_999)
    assert.equal((await browser.get(early)).status, 200)
    at.clock.advance(1)
    await problem(await browser.get(late), 404, 'NOT_FOUND')
  })

  test('HEAD tells, and uses nothing up', async () => {
    const browser = await signedIn(at, kari)
    const url = await browser.link(await addLetter(at, kari))
    assert.equal((await browser.send('HEAD', url)).status, 200)
    assert.equal((await browser.send('HEAD', url)).status, 200)
    assert.equal((await browser.get(url)).status, 200)
    assert.equal((await browser.send('HEAD', url)).status, 404)
  })

  test('a browser that fetches ahead opens nothing and uses nothing up', async () => {
    const browser = await signedIn(at, kari)
    const url = await browser.link(await addLetter(at, kari))
    await problem(await browser.get(url, { 'sec-purpose': 'prefetch;prerender' }), 404, 'NOT_FOUND')
    assert.equal((await browser.get(url)).status, 200)
  })

  test('somebody else, signed in, gets nothing for the same link and does not use it up', async () => {
    const letter = await addLetter(at, kari)
    const owner = await signedIn(at, kari)
    const other = await signedIn(at, await addPerson(at, 'Ola Hansen'))
    const url = await owner.link(letter)
    await problem(await other.get(url), 404, 'NOT_FOUND')
    await problem(await new TestBrowser(at).get(url), 401, 'SIGNED_OUT')
    assert.equal((await owner.get(url)).status, 200)
  })

  test('a token that never was, or is no token, is not found', async () => {
    const browser = await signedIn(at, kari)
    await problem(await browser.get(`/content/${'A'.repeat(43)}`), 404, 'NOT_FOUND')
    await problem(await browser.get('/content/x'), 404, 'NOT_FOUND')
    await problem(await browser.get('/content/'), 404, 'NOT_FOUND')
  })

  test('the level is looked at again when the link is used', async () => {
    const letter = await addLetter(at, kari, { level: 'TWO_FACTOR' })
    const browser = await signedIn(at, kari, 'TWO_FACTOR')
    const url = await browser.link(letter)
    await at.db.updateTable('session').set({ level: 'PASSWORD' }).where('mailbox_id', '=', kari.mailboxId).execute()
    const refused = await problem(await browser.get(url), 403, 'STEP_UP_REQUIRED')
    assert.equal(refused.level, 'TWO_FACTOR')
  })

  test('a link is for the session that asked for it, and for no other of the same person', async () => {
    const [browser, elsewhere] = [await signedIn(at, kari), await signedIn(at, kari)]
    const url = await browser.link(await addLetter(at, kari))
    await problem(await elsewhere.get(url), 404, 'NOT_FOUND')
    assert.equal((await browser.get(url)).status, 200)
  })

  test('who breaks off early has not opened the letter', async () => {
    const letter = await addLetter(at, kari, { content: randomBytes(40_000_000) })
    const browser = await signedIn(at, kari)
    const abort = new AbortController()
    const cookie = browser.cookie ?? ''
    const response = await fetch(at.url + (await browser.link(letter)), { headers: { cookie }, signal: abort.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    abort.abort()
    await assert.rejects(async () => reader?.read())
    assert.equal((await browser.letter(letter)).unread, true)
    assert.deepEqual(await acts(letter.letterId), [])
  })

  test('only the hash of a token is stored', async () => {
    const browser = await signedIn(at, kari)
    const token = (await browser.link(await addLetter(at, kari))).slice('/content/'.length)
    assert.match(token, /^[\w-]{43}$/)
    const rows = await at.db.selectFrom('content_link').selectAll().execute()
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(token))
    assert.ok(rows.some((row) => row.token_hash.equals(createHash('sha256').update(token).digest())))
  })

  test('a broken letter is our fault, told to the log without its content', async () => {
    const letter = await addLetter(at, kari)
    await at.db
      .updateTable('document')
      .set({ wrapped_key: Buffer.alloc(77) })
      .where('id', '=', letter.documentIds[0] ?? '')
      .execute()
    const browser = await signedIn(at, kari)
    const answer = await problem(await browser.askLink(letter, 'view'), 500, 'NOT_GENUINE')
    assert.doesNotMatch(String(answer.detail), /key/)
    assert.ok(answer.reference)
    assert.equal((await browser.letter(letter)).unread, true)
    assert.ok(at.logged.some((line) => line.includes('does not open in its place')))
  })

  const documentRow = (id = '') =>
    at.db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const acts = async (letterId: string) =>
    (await at.db.selectFrom('activity').select('act').where('letter_id', '=', letterId).orderBy('id').execute()).map(
      ({ act }) => act,
    )
})
