import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addLetter, addPerson } from './letter-builder.ts'
import { signedIn } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

let at: TestMailbox
before(async () => {
  at = await startMailbox()
})
after(() => at[Symbol.asyncDispose]())

test('a JSON value of another type than the schema names is refused, and nothing is done', async () => {
  const kari = await addPerson(at, 'Kari Nordmann')
  const letter = await addLetter(at, kari)
  const page = await signedIn(at, kari)
  const refused = async (path: string, body: unknown) => {
    const answer = await page.post(path, body)
    const { code, detail } = (await answer.json()) as { code: string; detail: string }
    assert.deepEqual([answer.status, code], [400, 'INVALID_REQUEST'], `${path} ${JSON.stringify(body)}`)
    assert.match(detail, /^body/)
  }
  const read = `/api/letters/${letter.letterId}/read`
  for (const value of ['true', 1, 'false', 0, '', null, [true]]) await refused(read, { read: value })
  const letterIds = letter.letterId
  await refused('/api/letters/read', { letterIds, read: true })
  await refused('/api/letters/read', { letterIds: [letterIds], read: 'true' })
  await refused('/api/letters/move', { moves: { letterId: letterIds, to: 'bin' } })
  await refused('/api/letters/delete', { letterIds })
  assert.equal((await page.letter(letter)).unread, true)
})
