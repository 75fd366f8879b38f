import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { emptyAllBins, startHousekeeping } from '../../src/housekeeping.ts'
import { emptyBins } from '../../src/store/bins.ts'
import { assertNothingLeft, blobsOnDisk } from './deleted.ts'
import { addLetter, addPerson, type TestLetter, type TestPerson } from './letter-builder.ts'
import { json, problem, signedIn } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const day = 24 * 3_600_000

describe('the bin empties itself', () => {
  let at: TestMailbox
  let person: TestPerson
  before(async () => {
    at = await startMailbox({ overrides: { binDays: 7 } })
    person = await addPerson(at)
  })
  after(() => at[Symbol.asyncDispose]())

  const household = () => ({
    db: at.db,
    content: at.content,
    clock: () => at.clock.now,
    clockGuard: { sure: () => Promise.resolve(true) },
    binDays: at.config.binDays,
    quarantineDays: at.config.quarantineDays,
    report: {
      contentSwept: ignore,
      sweepFailed: assert.ifError,
      binsEmptied: ignore,
      binsNotEmptied: assert.ifError,
      databaseVersion: ignore,
      databaseVersionFailed: assert.ifError,
    },
  })
  const move = async (letter: TestLetter, to: string) => {
    const browser = await signedIn(at, person)
    await json(await browser.post('/api/letters/move', { moves: [{ letterId: letter.letterId, to }] }), 200)
  }
  const acts = async (letter: TestLetter) =>
    (
      await at.db.selectFrom('activity').selectAll().where('letter_id', '=', letter.letterId).orderBy('id').execute()
    ).map(({ act, level }) => [act, level])

  test('after the operator’s days, counted from the last time it was binned, and not a moment before', async () => {
    const [binned, restored, rebinned, archived] = [
      await addLetter(at, person),
      await addLetter(at, person),
      await addLetter(at, person),
      await addLetter(at, person),
    ]
    for (const letter of [binned, restored, rebinned]) await move(letter, 'bin')
    await move(restored, 'inbox')
    await move(rebinned, 'inbox')
    await move(archived, 'archive')
    at.clock.advance(1000)
    await move(rebinned, 'bin')
    at.clock.advance(7 * day - 1001)
    assert.equal(await emptyAllBins(household()), 0)
    at.clock.advance(1)
    assert.equal(await emptyAllBins(household()), 1)
    assert.deepEqual(await acts(binned), [
      ['BINNED', 'PASSWORD'],
      ['DELETED_AUTOMATICALLY', null],
    ])
    const browser = await signedIn(at, person)
    assert.equal((await browser.list()).binDays, 7)
    await problem(await browser.get(`/api/letters/${binned.letterId}`), 404, 'NOT_FOUND')
    for (const [letter, place] of [
      [restored, 'inbox'],
      [rebinned, 'bin'],
      [archived, 'archive'],
    ] as const) {
      assert.equal((await browser.letter(letter)).place, place)
    }
    await assertNothingLeft(at)
    at.clock.advance(1000)
    assert.equal(await emptyAllBins(household()), 1)
  })

  test('more than a batch, by two servers at once: each letter once', async () => {
    const letters: TestLetter[] = []
    for (let n = 0; n < 250; n += 1) letters.push(await addLetter(at, person, { content: 'x' }))
    const browser = await signedIn(at, person)
    const moves = letters.map(({ letterId }) => ({ letterId, to: 'bin' }))
    await json(await browser.post('/api/letters/move', { moves }), 200)
    at.clock.advance(8 * day)
    const both = await Promise.all([emptyAllBins(household()), emptyAllBins(household())])
    assert.equal(both[0] + both[1], 250)
    const { count } = await at.db
      .selectFrom('activity')
      .select((e) => e.fn.countAll<string>().as('count'))
      .where('act', '=', 'DELETED_AUTOMATICALLY')
      .where('created_at', '=', at.clock.now)
      .executeTakeFirstOrThrow()
    assert.equal(Number(count), 250)
    await assertNothingLeft(at)
  })

  test('a letter that its owner is just restoring is left to its owner', async () => {
    const letter = await addLetter(at, person)
    await move(letter, 'bin')
    at.clock.advance(8 * day)
    await at.db.transaction().execute(async (db) => {
      const put = { place: 'inbox', binned_at: null, binned_from: null }
      await db.updateTable('letter').set(put).where('id', '=', letter.letterId).execute()
      const due = { binnedBefore: at.clock.now, limit: 100, now: at.clock.now }
      assert.equal(await emptyBins(at.db, due), 0)
    })
    const browser = await signedIn(at, person)
    assert.equal((await browser.letter(letter)).place, 'inbox')
  })

  test('a start catches up with what a crash and the time since have left', async () => {
    const [old, crashed] = [await addLetter(at, person), await addLetter(at, person)]
    await move(old, 'bin')
    await move(crashed, 'bin')
    at.clock.advance(7 * day)
    // The server ends right after the deletion, before the bytes are removed.
    await emptyBins(at.db, { binnedBefore: at.clock.now, limit: 1, now: at.clock.now })
    const before = await blobsOnDisk(at)
    const told: number[] = []
    const report = { ...household().report, binsEmptied: ({ letters }: { letters: number }) => void told.push(letters) }
    const housekeeping = startHousekeeping({ ...household(), report })
    await emptied(told)
    await housekeeping.stop()
    assert.deepEqual(told, [1])
    assert.equal((await blobsOnDisk(at)).size, before.size - 2)
    await assertNothingLeft(at)
  })
})

const ignore = () => undefined

/** Until the first round has been told. */
async function emptied(told: readonly number[]): Promise<void> {
  while (told.length === 0) await new Promise((next) => setImmediate(next))
}
