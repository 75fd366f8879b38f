import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { type Database, openDatabase } from '../store/database.ts'
import { migrate, readMigrations } from '../store/migrate.ts'
import { testPostgres } from './test-postgres.ts'

export interface TestDatabase extends AsyncDisposable {
  db: Database
  url: string
}

/** A migrated, empty database of its own, in a real PostgreSQL. Dispose of it when the test is over. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testPostgres()
  const template = await ensureTemplate(server)
  const name = `test_${randomBytes(8).toString('hex')}`
  await administer(server, (client) => whenUnused(() => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)))
  const url = urlOf(server, name)
  const db = openDatabase(url, { connections: 10, name: 'brevdue test' })
  return {
    db,
    url,
    [Symbol.asyncDispose]: async () => {
      await db.destroy()
      await administer(server, (client) =>
        whenUnused(() => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
      )
    },
  }
}

/** Any number that nobody else uses. */
const templateLock = '7301942255999'

/** One migrated database per state of the migrations, from which the others are cloned. */
async function ensureTemplate(server: string): Promise<string> {
  const migrations = await readMigrations()
  const state = createHash('sha256')
    .update(migrations.map((migration) => migration.checksum).join())
    .digest('hex')
  const template = `template_${state.slice(0, 16)}`
  await administer(server, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock])
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
    if (found.rowCount === 1) return
    const draft = `draft_${randomBytes(8).toString('hex')}`
    await client.query(`CREATE DATABASE ${draft}`)
    await migrate(urlOf(server, draft), migrations)
    await whenUnused(() => client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`))
  })
  return template
}

/** Tries again what PostgreSQL gives up after five seconds, which sessions may need to end on a busy machine. */
async function whenUnused(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await work()
      return
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '55006' || tries === 12) throw error
    }
  }
}

async function administer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server, application_name: 'brevdue test administration' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
