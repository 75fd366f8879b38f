import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { prepared } from './prepared.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>

export interface DatabaseOptions {
  /** How many connections are open at most. */
  connections?: number
  /** How long one statement may take; absent: without a limit. */
  statementTimeoutMs?: number
  /** Shown by PostgreSQL in pg_stat_activity. */
  name?: string
  /** Told when an idle connection is lost; the pool replaces it by itself. */
  onConnectionLost?: (error: Error) => void
}

/** Opens a pool of connections; `database.destroy()` closes it. No connection is made before the first query. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 20,
    application_name: options.name ?? 'brevdue',
    connectionTimeoutMillis: 15_000, // a request fails rather than waits for ever when the database is gone
    keepAlive: true,
    ...timeouts(options.statementTimeoutMs),
    types: { getTypeParser },
  })
  // Without a listener a lost idle connection would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error))
  // One that is lost while it works tells twice: its query fails, which is enough, and it emits an event as well.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: prepared(pool) }) })
}

/** The server ends a slow statement; the driver gives up on a server that has fallen silent, a little later. */
function timeouts(statementMs: number | undefined): pg.PoolConfig {
  if (statementMs === undefined) return {}
  return {
    statement_timeout: statementMs,
    query_timeout: statementMs + 5_000,
    idle_in_transaction_session_timeout: statementMs * 2,
  }
}

const textTypes: ReadonlySet<number> = new Set([
  pg.types.builtins.INT8, // account ids do not fit a JavaScript number
  pg.types.builtins.NUMERIC,
  pg.types.builtins.DATE, // a birth date has no time zone, a JavaScript Date has
])

/** The driver's own parsers, except that some types stay text. Timestamps become Dates. */
function getTypeParser(type: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (textTypes.has(type)) return (value) => value
  return pg.types.getTypeParser(type, format as 'text') as (value: string) => unknown
}
