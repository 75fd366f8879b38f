import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { claimScans } from '../../src/store/scan-queue.ts'
import { addLetter, addPerson, type TestPerson } from '../mailbox-api/letter-builder.ts'
import { startMailbox, type TestMailbox } from '../mailbox-api/test-mailbox.ts'

const atOnce = 4
let at: TestMailbox
let owner: TestPerson
before(async () => {
  at = await startMailbox()
  owner = await addPerson(at)
})
after(() => at[Symbol.asyncDispose]())

/** Letters that wait for the scanner since some minutes, all of one new sender. @returns the ids of their documents */
async function waiting(letters: number, minutesAgo: number): Promise<string[]> {
  const ids: string[] = []
  for (let count = 0; count < letters; count++) ids.push(...(await addLetter(at, owner)).documentIds)
  const since = new Date(at.clock.now.getTime() - minutesAgo * 60_000)
  await sql`UPDATE document SET scan = 'waiting', scan_due_at = ${since},
    sender_id = (SELECT sender_id FROM document WHERE id = ${ids[0]}) WHERE id = any(${ids}::uuid[])`.execute(at.db)
  return ids
}

const claim = async () =>
  (await claimScans(at.db, at.keyring, { now: at.clock.now, leaseMs: 60_000, most: atOnce })).map(({ id }) => id)

test('one letter of a sender is scanned before the many older ones of another are through', async () => {
  const many = await waiting(40, 10)
  const [one] = await waiting(1, 1)
  const claimed = await claim()
  assert.equal(claimed.length, atOnce)
  assert.ok(one !== undefined && claimed.includes(one))
  assert.equal(claimed.filter((id) => many.includes(id)).length, atOnce - 1)
  assert.equal((await claim()).length, atOnce)
})

test('everything is claimed once, whatever the turns', async () => {
  await sql`UPDATE document SET scan = 'clean', scan_due_at = NULL`.execute(at.db)
  const all = [...(await waiting(7, 5)), ...(await waiting(3, 4)), ...(await waiting(2, 3))]
  const claimed: string[] = []
  for (let some = await claim(); some.length > 0; some = await claim()) claimed.push(...some)
  assert.deepEqual(claimed.toSorted(), all.toSorted())
})

test('with more senders than places a newer letter has its turn while the older ones still wait', async () => {
  await sql`UPDATE document SET scan = 'clean', scan_due_at = NULL`.execute(at.db)
  for (let sender = 0; sender < 6; sender++) await waiting(20, 10)
  const [one] = await waiting(1, 1)
  const claims: string[][] = []
  for (let turn = 0; turn < 25; turn++) claims.push(await claim())
  assert.ok(one !== undefined && claims.flat().includes(one))
})
