import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../src/store/database.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

describe('one mailbox and the server of all', () => {
  let at: TestMailbox
  let greedy: TestPerson
  let letter: TestLetter
  let other: TestBrowser
  before(async () => {
    at = await startMailbox()
    greedy = await addPerson(at)
    letter = await addLetter(at, greedy)
    other = await signedIn(at, await addPerson(at))
  })
  after(() => at[Symbol.asyncDispose]())

  it('a mailbox that asks for hundreds of things at once has five under way, and some are refused', async () => {
    const browser = await signedIn(at, greedy)
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    // Requests that wait for the database, as many as are let in.
    const operator = openDatabase(at.databaseUrl, { connections: 1 })
    const lock = operator.transaction().execute(async (transaction) => {
      await sql`LOCK TABLE letter IN ACCESS EXCLUSIVE MODE`.execute(transaction)
      locked.resolve()
      await held.promise
    })
    await locked.promise
    const asked = Array.from({ length: 300 }, () => browser.get(`/api/letters/${letter.letterId}`))
    const early = await Promise.race(asked)
    held.resolve()
    await lock
    await operator.destroy()
    assert.deepEqual([early.status, early.headers.get('retry-after')], [429, '1'])
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    assert.ok(statuses.filter((status) => status === 429).length > 0, statuses.join())
    assert.ok(statuses.filter((status) => status === 200).length >= 105, statuses.join())
    assert.equal((await other.get('/api/letters?place=inbox')).status, 200)
  })

  it('a mailbox has a rate of its own, which its answers tell; others are not touched by it', async () => {
    await using strict = await startMailbox({ overrides: { mailboxRequestsPerSecond: 1 } })
    const [one, two] = [
      await signedIn(strict, await addPerson(strict)),
      await signedIn(strict, await addPerson(strict)),
    ]
    const answers = []
    for (let number = 0; number < 11; number++) answers.push(await one.get('/api/session'))
    assert.equal(answers[0]?.headers.get('ratelimit-policy'), '"mailbox";q=10;w=10')
    assert.match(answers[0]?.headers.get('ratelimit') ?? '', /^"mailbox";r=9;t=\d+$/)
    assert.deepEqual(
      answers.map(({ status }) => status),
      [...Array(10).fill(200), 429],
    )
    const { code, retryAfter } = (await answers[10]!.json()) as { code: string; retryAfter: number }
    assert.equal(code, 'TOO_MANY_ATTEMPTS')
    assert.ok(retryAfter >= 1 && retryAfter <= 10)
    assert.equal((await two.get('/api/session')).status, 200)
  })
})
