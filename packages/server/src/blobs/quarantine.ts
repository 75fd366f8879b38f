import { sql } from 'kysely'
import { inBatches, type Stores, statesOf } from './survey.ts'

const day = 86_400_000
/** The same day is not counted twice; a sweep that comes a little early counts. */
const countedAgainAfter = 0.9 * day

/**
 * Counts what is in the quarantine. What a row names again was put there on the word of a database that did not know
 * it: an older one, perhaps.
 *
 * @param options.restore whether to put that back
 */
export async function lookIntoQuarantine(
  { db, blobs }: Stores,
  { restore, signal }: { restore: boolean; signal?: AbortSignal | undefined },
): Promise<{ quarantined: number; named: number }> {
  const seen = { quarantined: 0, named: 0 }
  for await (const keys of inBatches(blobs.listQuarantined(), signal)) {
    const states = await statesOf(db, keys)
    const named = keys.filter((key) => isNeeded(states.get(key)))
    seen.quarantined += keys.length
    seen.named += named.length
    if (!restore) continue
    for (const key of named) await blobs.restore(key)
    await forget({ db }, named)
  }
  return seen
}

const isNeeded = (state: string | undefined): boolean => state === 'kept' || state === 'staged'

/**
 * Counts today as one more day on which this database does not know what is in the quarantine, and removes for good
 * what it has not known for its days. A database that was restored or exchanged has its own count.
 *
 * @returns how many blobs were removed
 */
export async function removeOverdue(
  { db, blobs }: Stores,
  { now, quarantineDays, signal }: { now: Date; quarantineDays: number; signal?: AbortSignal | undefined },
): Promise<number> {
  let removed = 0
  for await (const keys of inBatches(blobs.listQuarantined(), signal)) {
    const states = await statesOf(db, keys)
    const unknown = keys.filter((key) => !states.has(key))
    await countToday({ db }, unknown, now)
    const overdue = await findOverdue({ db }, unknown, { now, quarantineDays })
    for (const key of overdue) await blobs.removeQuarantined(key)
    await forget({ db }, overdue)
    removed += overdue.length
  }
  return removed
}

async function countToday({ db }: Pick<Stores, 'db'>, keys: readonly string[], now: Date): Promise<void> {
  const before = new Date(now.getTime() - countedAgainAfter)
  await sql`
    insert into unknown_blob (key, first_seen_at, last_counted_at)
    select key, ${now}::timestamptz, ${now}::timestamptz from unnest(${keys}::text[]) as key
    on conflict (key) do update set days = unknown_blob.days + 1, last_counted_at = excluded.last_counted_at
      where unknown_blob.last_counted_at <= ${before}::timestamptz`.execute(db)
}

async function findOverdue(
  { db }: Pick<Stores, 'db'>,
  keys: readonly string[],
  { now, quarantineDays }: { now: Date; quarantineDays: number },
): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('unknown_blob')
    .select('key')
    .where('key', 'in', keys)
    .where('days', '>', quarantineDays)
    .where('first_seen_at', '<=', new Date(now.getTime() - quarantineDays * countedAgainAfter))
    .execute()
  return rows.map(({ key }) => key)
}

async function forget({ db }: Pick<Stores, 'db'>, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await db.deleteFrom('unknown_blob').where('key', 'in', keys).execute()
}
