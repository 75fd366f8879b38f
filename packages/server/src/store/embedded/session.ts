import pg from 'pg'
import { StartError } from '../../config/start-error.ts'
import { databaseName, databaseUrl, type Layout } from './layout.ts'
import { claimServer, claimUse } from './locks.ts'
import type { Postmaster } from './postmaster.ts'

/** What PostgreSQL answers while it starts, recovers or stops. */
const notNow: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P03', '53300'])

/** Connects to the maintenance database, or gives undefined when PostgreSQL is not ready for it. */
export async function tryConnect(postmaster: Postmaster, password: string): Promise<pg.Client | undefined> {
  if (postmaster.port === 0) return undefined
  const client = new pg.Client({
    connectionString: databaseUrl(postmaster.port, password, 'postgres'),
    application_name: `process ${process.pid}`,
    keepAlive: true,
  })
  client.on('error', () => undefined) // a lost session is noticed by whoever uses it
  try {
    await client.connect()
    return client
  } catch (error) {
    if (isPassing(error)) return undefined
    if ((error as pg.DatabaseError).code === '28P01') {
      throw new StartError(
        'The embedded PostgreSQL does not take the password in postgres.password: that file belongs to another database. Restore the two together.',
        { cause: error },
      )
    }
    throw error
  }
}

/**
 * Takes the locks that go with using the database and makes sure that it is there.
 *
 * @returns false when PostgreSQL is just being stopped by somebody else
 */
export async function claim(client: pg.Client, layout: Layout, as: 'server' | 'operator'): Promise<boolean> {
  try {
    if (!(await claimUse(client))) return false
    if (as === 'server') await claimServer(client, (holder) => refusal(holder, layout.dataDirectory))
    await ensureDatabase(client)
    return true
  } catch (error) {
    if (isPassing(error)) return false
    await client.end()
    throw error
  }
}

function refusal(holder: string, dataDirectory: string): StartError {
  return new StartError(
    `Another Brevdue server (${holder}) already uses the data directory ${dataDirectory}. Stop it first, or give this one a directory of its own with BREVDUE_DATA.`,
  )
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName])
  if (found.rowCount === 1) return
  await client.query(`CREATE DATABASE ${databaseName}`).catch((error: pg.DatabaseError) => {
    if (error.code !== '42P04' && error.code !== '23505') throw error // another process made it meanwhile
  })
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return notNow.has(String((error as pg.DatabaseError).code)) || error.message.startsWith('Connection terminated')
}
