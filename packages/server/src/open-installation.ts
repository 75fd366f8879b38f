import type { BlobStore } from './blobs/blob-store.ts'
import type { Config } from './config/config.ts'
import type { Keyring } from './keys/keyring.ts'
import { openKeyring } from './keys/open-keyring.ts'
import { blobsOf, pair, refuseNewCluster, requirePairing } from './require-pairing.ts'
import { type Database, openDatabase } from './store/database.ts'
import { type StayConnectedOptions, stayConnected } from './store/embedded/stay-connected.ts'
import { migrate } from './store/migrate.ts'
import { stayOnlyServer } from './store/only-server.ts'
import { sealBeforeRequests } from './store/sealing/before-requests.ts'
import { lockDataDirectory } from './store/server-lock.ts'

/** The database of an installation, up to date, its content store, and the keys that go with them. */
export interface Installation {
  db: Database
  blobs: BlobStore
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
 * Opens an installation for a server, which is alone on its data directory: PostgreSQL is started if it has to be. The
 * database and the content store are compared before either is changed.
 *
 * @throws StartError for what an operator can do something about
 */
export async function openInstallation(config: Config, options: OpenOptions): Promise<Installation> {
  const lock = await lockDataDirectory(config.dataDirectory)
  try {
    const installation = await openAlone(config, options)
    const close = async (): Promise<void> => {
      await installation.close()
      lock.release()
    }
    return { ...installation, close }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openAlone(config: Config, options: OpenOptions): Promise<Installation> {
  const blobs = blobsOf(config)
  const { url, close: leave } = await claimDatabase(config, blobs, options.database)
  let db: Database | undefined
  const close = async (): Promise<void> => {
    await db?.destroy()
    await leave()
  }
  try {
    const { id, unwritten } = await requirePairing(config, url, blobs)
    const migrations = await migrate(url)
    if (unwritten) await pair(url, blobs, id)
    db = openDatabase(url, {
      connections: config.databaseConnections,
      name: `brevdue ${process.pid}`,
      statementTimeoutMs: config.databaseTimeoutMs,
    })
    const keyring = await openKeyring({ config, db, warn: options.warn })
    await sealBeforeRequests(db, keyring, options.warn)
    return { db, blobs, keyring, migrations, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** PostgreSQL, with us as its one server. */
async function claimDatabase(
  config: Config,
  blobs: BlobStore,
  options: StayConnectedOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const external = config.databaseUrl?.reveal()
  if (external !== undefined) return { url: external, ...(await stayOnlyServer(external, options)) }
  const beforeNewCluster = () => refuseNewCluster(config, blobs)
  return stayConnected(config.dataDirectory, { as: 'server', beforeNewCluster, ...options })
}
