import { sql } from 'kysely'
import type { Database } from './database.ts'

/** What the database holds against the clock of the server. */
export interface StoredClock {
  databaseNow: Date
  /** When a server last ran with a clock that it trusted; where that was never written, the newest time that is stored. */
  lastTrusted: Date | undefined
  /** While the clock is doubted: what it said at the last check, and for how long it has run steadily. */
  doubted: { at: Date; steadyMs: number } | undefined
  knownAheadMs: number
}

export async function readStoredClock(db: Database): Promise<StoredClock> {
  // Ids are in the order of time: each subquery reads one entry of an index.
  const { rows } = await sql<{
    database_now: Date
    trusted_at: Date | null
    doubted_at: Date | null
    steady_seconds: number | null
    ahead_seconds: number | null
    newest: Date | null
  }>`
    select clock_timestamp() as database_now, m.trusted_at, m.doubted_at, m.steady_seconds, m.ahead_seconds,
      greatest((select created_at from message order by id desc limit 1),
               (select created_at from activity order by id desc limit 1)) as newest
    from (select) as one left join clock_mark m on true`.execute(db)
  const row = rows[0]
  if (row === undefined) throw new Error('The database does not tell the time')
  return {
    databaseNow: row.database_now,
    lastTrusted: row.trusted_at ?? row.newest ?? undefined,
    doubted: row.doubted_at === null ? undefined : { at: row.doubted_at, steadyMs: (row.steady_seconds ?? 0) * 1000 },
    knownAheadMs: (row.ahead_seconds ?? 0) * 1000,
  }
}

/** @param confirmed by an operator: the difference to the database's clock, which may be as it is from now on */
export async function trustClock(db: Database, now: Date, confirmed?: { aheadMs: number }): Promise<void> {
  const ahead = confirmed === undefined ? {} : { ahead_seconds: confirmed.aheadMs / 1000 }
  const trusted = { trusted_at: now, doubted_at: null, steady_seconds: 0, ...ahead }
  await db
    .insertInto('clock_mark')
    .values(trusted)
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(trusted))
    .execute()
}

/** @param lastTrusted is kept: it is what the clock goes on being compared with */
export async function noteDoubt(
  db: Database,
  doubt: { lastTrusted: Date; doubted: { at: Date; steadyMs: number } },
): Promise<void> {
  const noted = { doubted_at: doubt.doubted.at, steady_seconds: doubt.doubted.steadyMs / 1000 }
  await db
    .insertInto('clock_mark')
    .values({ trusted_at: doubt.lastTrusted, ...noted })
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(noted))
    .execute()
}
