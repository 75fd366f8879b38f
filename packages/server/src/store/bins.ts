import { sql } from 'kysely'
import type { Database } from './database.ts'
import { destroyLetters } from './delete-letters.ts'

/**
 * Deletes for good up to `limit` letters, of whichever mailboxes, that have been in the bin since before `binnedBefore`,
 * the oldest first. Letters that somebody is moving or deleting at this moment are passed over; the next call finds
 * them where they then are. That is also why two calls at once do no harm.
 *
 * @returns how many were deleted
 */
export function emptyBins(
  db: Database,
  { binnedBefore, limit, now }: { binnedBefore: Date; limit: number; now: Date },
): Promise<number> {
  return db.transaction().execute(async (inside) => {
    const letters = await inside
      .selectFrom('letter')
      .select(['id', 'mailbox_id'])
      .where('place', '=', 'bin')
      .where('binned_at', '<=', binnedBefore)
      .orderBy('binned_at')
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const [mailboxId, binned] of Map.groupBy(letters, (letter) => letter.mailbox_id)) {
      await destroyLetters(
        { db: inside, mailboxId, now },
        binned.map(({ id }) => id),
      )
    }
    await sql`
      insert into activity (mailbox_id, letter_id, act, created_at)
      select a.mailbox_id, a.letter_id, 'DELETED_AUTOMATICALLY', ${now}::timestamptz
      from unnest(${letters.map((one) => one.mailbox_id)}::uuid[], ${letters.map((one) => one.id)}::uuid[])
        as a(mailbox_id, letter_id)`.execute(inside)
    return letters.length
  })
}
