import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { listQuery, unreadQuery } from '../../src/store/letters.ts'
import { addLetter, addPerson, type TestPerson } from './letter-builder.ts'
import { millionLetters } from './many-letters.ts'
import { assertOneRange, type PlanMode, planOf } from './query-plan.ts'
import { signedIn } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

/** A page, and the one row more that tells whether there is another. */
const page = 51
const modes: PlanMode[] = ['force_custom_plan', 'force_generic_plan']
/** For each row of a page: its letter, message and documents, each by an index of a few levels. */
const blocksOfPage = page * 20

describe('with 10,000 letters in one mailbox and a million in the database', () => {
  let at: TestMailbox
  let owner: TestPerson
  before(async () => {
    at = await startMailbox()
    owner = await addPerson(at)
    await addLetter(at, await addPerson(at)) // brings an account that sends
    await millionLetters(at.db, owner, at.clock.now)
  })
  after(() => at[Symbol.asyncDispose]())

  const scope = () =>
    ({ db: at.db, keyring: at.keyring, mailboxId: owner.mailboxId, level: 'PASSWORD', now: at.clock.now }) as const
  const minutesAgo = (minutes: number) => ({
    visibleAt: new Date(at.clock.now.getTime() - minutes * 60_000).toISOString(),
    id: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  })

  for (const mode of modes) {
    for (const place of ['inbox', 'archive', 'bin']) {
      test(`a page of ${place} is one range of one index, first or deep (${mode})`, async () => {
        for (const after of [null, minutesAgo(5_000), minutesAgo(9_900), minutesAgo(20_000)]) {
          const plan = await planOf(at, listQuery(scope(), { place, unreadOnly: false, after }), mode)
          assertOneRange(plan, { index: 'letter_list', rows: page, blocks: blocksOfPage })
        }
      })

      test(`unread only in ${place} too, though they are the oldest (${mode})`, async () => {
        for (const after of [null, minutesAgo(9_800)]) {
          const plan = await planOf(at, listQuery(scope(), { place, unreadOnly: true, after }), mode)
          assertOneRange(plan, { index: 'letter_unread', rows: page, blocks: blocksOfPage })
        }
      })

      test(`counting the unread ones of ${place} reads these alone, from the index (${mode})`, async () => {
        const plan = await planOf(at, unreadQuery(scope(), place), mode)
        assertOneRange(plan, { index: 'letter_unread', rows: 210, blocks: 12 })
        const range = plan.find((node) => node['Relation Name'] === 'letter')
        assert.deepEqual([range?.['Node Type'], range?.['Heap Fetches']], ['Index Only Scan', 0])
      })
    }
  }

  test('the list says what is there, from its first letter to its last', async () => {
    const browser = await signedIn(at, owner)
    const seen = new Set<string>()
    let cursor: string | null = null
    do {
      const { letters, nextCursor } = await browser.list(`?place=bin${cursor === null ? '' : `&cursor=${cursor}`}`)
      for (const { id } of letters) seen.add(id)
      cursor = nextCursor
    } while (cursor !== null)
    assert.equal(seen.size, 1_000)
  })

  test('counting a whole mailbox of unread letters reads a thousand entries of that index and no more', async () => {
    const mailboxId = owner.mailboxId
    await at.db.updateTable('letter').set({ read_at: null }).where('mailbox_id', '=', mailboxId).execute()
    await sql`vacuum analyze letter`.execute(at.db)
    for (const mode of modes) {
      const plan = await planOf(at, unreadQuery(scope(), 'inbox'), mode)
      assertOneRange(plan, { index: 'letter_unread', rows: 1_000, blocks: 40 })
    }
    const { unread, inboxUnread } = await (await signedIn(at, owner)).list('?place=archive')
    assert.deepEqual([unread, inboxUnread], [1_000, 1_000])
  })
})
