import { sql } from 'kysely'
import type { Client } from 'pg'
import type { StartError } from '../../config/start-error.ts'
import type { Database } from '../database.ts'

/*
 * Two advisory locks in PostgreSQL, held by a session and so gone with a process however it ends:
 * - in use: shared by everybody who uses it; who leaves and can then have it alone was the last, and stops it;
 * - server: held by the one server of a data directory, or of a database at DATABASE_URL.
 */
const inUse = '7301942255001'
const server = '7301942255002'

/** @returns false while somebody is stopping this PostgreSQL */
export function claimUse(client: Client): Promise<boolean> {
  return lock(client, 'pg_try_advisory_lock_shared', inUse)
}

/** Gives up the use. @returns whether nobody else uses it, and nobody can start to */
export async function leaveUse(client: Client): Promise<boolean> {
  await lock(client, 'pg_advisory_unlock_shared', inUse)
  return lock(client, 'pg_try_advisory_lock', inUse)
}

/**
 * Makes us the one server of this PostgreSQL. A server that was killed a moment ago may still seem to hold the
 * lock: that is why it is tried for a while.
 *
 * @param refusal what to throw; its argument says who holds the lock
 */
export async function claimServer(
  client: Client,
  refusal: (holder: string) => StartError,
  patienceMs = 2_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await lock(client, 'pg_try_advisory_lock', server))) {
    if (Date.now() > deadline) throw refusal(await holder(client))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function lock(client: Client, call: string, key: string): Promise<boolean> {
  const result = await client.query<{ got: boolean }>(`SELECT ${call}($1) AS got`, [key])
  return result.rows[0]?.got === true
}

/** The holder's application name, such as `process 4711`. */
async function holder(client: Client): Promise<string> {
  const result = await client.query<{ name: string }>(
    `SELECT activity.application_name AS name
       FROM pg_locks JOIN pg_stat_activity activity USING (pid)
      WHERE locktype = 'advisory' AND granted
        AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND (classid::bigint << 32 | objid::bigint) = $1::bigint`,
    [server],
  )
  return result.rows[0]?.name ?? 'process unknown'
}

/**
 * Whether a server has this database now.
 *
 * @param embedded of the embedded PostgreSQL the lock is held in the database that every cluster has (`session.ts`)
 */
export async function serverRuns(db: Database, embedded: boolean): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database
        WHERE datname = CASE WHEN ${embedded}::boolean THEN 'postgres' ELSE current_database() END)
      AND (classid::bigint << 32 | objid::bigint) = ${server}::bigint) AS held`.execute(db)
  return rows[0]?.held === true
}
