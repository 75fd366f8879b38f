import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { StartError } from '../config/start-error.ts'

const directory = fileURLToPath(new URL('./migrations/', import.meta.url))

/** Any number will do, so long as every version of the program uses the same one. */
const migrationLock = '7301942255018'

export interface Migration {
  /** File name: four digits, an underscore, what it is about. */
  name: string
  sql: string
  /** SHA-256 of the file, hexadecimal. */
  checksum: string
}

/** The migrations that this version of the program brings, in order. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name, index) => {
      // A number may be missing, while the change that brings it is on its way; none may be there twice.
      if (!/^\d{4}_/.test(name) || name.slice(0, 4) === names[index - 1]?.slice(0, 4)) {
        throw new Error(`Migration ${name} is out of step: each has a number of its own, of four digits`)
      }
      const sql = await readFile(`${directory}${name}`, 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings the database to this version's schema. Two processes may call it at once: the second waits, and finds the
 * work done. Each migration is one transaction.
 *
 * @returns the names of the migrations that were applied now
 * @throws StartError when the database cannot be reached, was changed by a newer version, or by a migration that
 * differs from ours
 */
export async function migrate(url: string, migrations?: readonly Migration[]): Promise<string[]> {
  const wanted = migrations ?? (await readMigrations())
  const client = await connectOrExplain(url, 'brevdue migrate')
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query(
      `CREATE TABLE IF NOT EXISTS migration (
         name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    const applied = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migration')
    const missing = compare(wanted, new Map(applied.rows.map((row) => [row.name, row.checksum])))
    for (const migration of missing) await apply(client, migration)
    return missing.map((migration) => migration.name)
  } finally {
    await client.end() // ends the session, and the lock with it
  }
}

/**
 * One connection of its own, outside the pool.
 *
 * @throws StartError that says which database cannot be used
 */
export async function connectOrExplain(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name, keepAlive: true })
  client.on('error', () => undefined) // a lost connection fails the query under way
  await client.connect().catch((cause: unknown) => {
    throw unreachable(client, cause)
  })
  return client
}

/** Says where, never with which password. */
function unreachable(client: pg.Client, cause: unknown): StartError {
  const { code } = cause as NodeJS.ErrnoException
  const place = `${client.host}, port ${client.port}, database ${client.database ?? ''}, account ${client.user ?? ''}`
  return new StartError(
    `PostgreSQL cannot be used (${code ?? String(cause)}) at ${place}. Is it running, and is DATABASE_URL right?`,
    { cause },
  )
}

function compare(wanted: readonly Migration[], applied: Map<string, string>): Migration[] {
  const known = new Set(wanted.map((migration) => migration.name))
  const newer = [...applied.keys()].filter((name) => !known.has(name)).sort()
  if (newer.length > 0) {
    throw new StartError(
      `The database is newer than this version of Brevdue: it has the migration ${newer.join(', ')}. Start the version that made it, or a later one.`,
    )
  }
  for (const { name, checksum } of wanted) {
    const found = applied.get(name)
    if (found !== undefined && found !== checksum) {
      throw new StartError(
        `The database was set up with another text of the migration ${name}. Start the version of Brevdue that made the database; a sandbox may delete its data directory instead.`,
      )
    }
  }
  return wanted.filter((migration) => !applied.has(migration.name))
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await client.query('INSERT INTO migration (name, checksum) VALUES ($1, $2)', [migration.name, migration.checksum])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`Migration ${migration.name} failed; the database is as it was before it`, { cause: error })
  }
}
