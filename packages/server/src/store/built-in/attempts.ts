import { sql } from 'kysely'
import type { ThrottleRule } from '../../domain/built-in/throttle.ts'
import type { Database } from '../database.ts'

/**
 * Counts one try, unless it comes too early: then nothing is counted. One statement, so that tries made at the same
 * moment are counted one after the other and cannot slip through together.
 *
 * @param key keyed hash of rule and of what is counted
 * @returns null when it may be tried now, else until when to wait
 */
export async function countAttempt(db: Database, key: Buffer, rule: ThrottleRule, now: Date): Promise<Date | null> {
  const milliseconds = (value: number) => sql`${value}::double precision * interval '1 millisecond'`
  const wait = sql`CASE WHEN n.attempts < ${rule.free} THEN interval '0' ELSE
    least(${rule.longestWaitMs}::double precision, ${rule.firstWaitMs}::double precision *
      power(2, least(n.attempts - ${rule.free}, 30))) * interval '1 millisecond' END`
  const { rows } = await sql<{ key: Buffer }>`
    WITH n AS (SELECT ${key}::bytea AS key, 1 AS attempts)
    INSERT INTO sign_in_throttle (key, attempts, last_at, wait_until, forget_at)
    SELECT key, attempts, ${now}::timestamptz, ${now}::timestamptz + ${wait}, ${now}::timestamptz + ${milliseconds(rule.forgetMs)} FROM n
    ON CONFLICT (key) DO UPDATE SET (attempts, last_at, wait_until, forget_at) = (
      SELECT n.attempts, excluded.last_at, excluded.last_at + ${wait}, excluded.forget_at
      FROM (SELECT CASE WHEN sign_in_throttle.forget_at <= excluded.last_at THEN 1
        ELSE sign_in_throttle.attempts + 1 END AS attempts) AS n)
    WHERE sign_in_throttle.wait_until <= excluded.last_at
    RETURNING key`.execute(db)
  if (rows.length > 0) return null
  const row = await db.selectFrom('sign_in_throttle').select('wait_until').where('key', '=', key).executeTakeFirst()
  return row?.wait_until ?? now
}

/** The tries led somewhere: they are forgotten. */
export async function forgetAttempts(db: Database, key: Buffer): Promise<void> {
  await db.deleteFrom('sign_in_throttle').where('key', '=', key).execute()
}

/** One try led somewhere; others that are counted by the same key stay counted. */
export async function forgiveAttempt(db: Database, key: Buffer): Promise<void> {
  await db
    .updateTable('sign_in_throttle')
    .set({ attempts: sql<number>`greatest(attempts - 1, 0)` })
    .where('key', '=', key)
    .execute()
}
