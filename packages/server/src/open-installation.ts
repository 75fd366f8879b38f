import type { Config } from './config/config.ts'
import type { Keyring } from './keys/keyring.ts'
import { openKeyring } from './keys/open-keyring.ts'
import { type Database, openDatabase } from './store/database.ts'
import { type StayConnectedOptions, stayConnected } from './store/embedded/stay-connected.ts'
import { migrate } from './store/migrate.ts'
import { stayOnlyServer } from './store/only-server.ts'

/** The database of an installation, up to date, and the keys that go with it. */
export interface Installation {
  db: Database
  keyring: Keyring
  /** What was applied to the database now. */
  migrations: readonly string[]
  close(): Promise<void>
}

export interface OpenOptions {
  /** Told what an operator must know. */
  warn: (message: string) => void
  /** What to do when PostgreSQL goes away. */
  database: StayConnectedOptions
}

/**
 * Opens an installation for a server, which is alone on its data directory: PostgreSQL is started if it has to be.
 *
 * @throws StartError for what an operator can do something about
 */
export async function openInstallation(config: Config, options: OpenOptions): Promise<Installation> {
  const { url, close: leave } = await claimDatabase(config, options.database)
  let db: Database | undefined
  const close = async (): Promise<void> => {
    await db?.destroy()
    await leave()
  }
  try {
    const migrations = await migrate(url)
    db = openDatabase(url, { connections: config.databaseConnections, name: `brevdue ${process.pid}` })
    const keyring = await openKeyring({ config, db, warn: options.warn })
    return { db, keyring, migrations, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** PostgreSQL, with us as its one server. */
async function claimDatabase(
  config: Config,
  options: StayConnectedOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const external = config.databaseUrl?.reveal()
  if (external === undefined) return stayConnected(config.dataDirectory, { as: 'server', ...options })
  return { url: external, ...(await stayOnlyServer(external, options)) }
}
