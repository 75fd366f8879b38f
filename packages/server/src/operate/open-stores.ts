import type { BlobStore } from '../blobs/blob-store.ts'
import type { Config } from '../config/config.ts'
import type { Keyring } from '../keys/keyring.ts'
import { openKeyring } from '../keys/open-keyring.ts'
import { blobsOf, refuseNewCluster, requirePairing } from '../require-pairing.ts'
import { inDataDirectory } from '../store/data-directory.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { connectOrStart } from '../store/embedded/connect-or-start.ts'
import { migrate } from '../store/migrate.ts'
import { refuseBesideOlderServer, sealBeforeRequests } from '../store/sealing/before-requests.ts'

/** What operator verbs work on, beside a running server or without one. */
export interface OpenStores extends AsyncDisposable {
  db: Database
  blobs: BlobStore
  keyring: Keyring
}

/**
 * Opens the database and the keys of a data directory. The embedded PostgreSQL is started for as long as it is needed
 * when no server runs.
 *
 * @throws StartError for what an operator can do something about
 */
export function openStores(config: Config, warn: (message: string) => void): Promise<OpenStores> {
  return inDataDirectory(config.dataDirectory, () => openAll(config, warn))
}

async function openAll(config: Config, warn: (message: string) => void): Promise<OpenStores> {
  const blobs = blobsOf(config)
  const external = config.databaseUrl?.reveal()
  const beforeNewCluster = () => refuseNewCluster(config, blobs)
  const embedded =
    external === undefined
      ? await connectOrStart(config.dataDirectory, { as: 'operator', beforeNewCluster })
      : undefined
  const url = external ?? embedded?.url ?? ''
  const db = openDatabase(url, { connections: 2, name: 'brevdue operator' })
  const close = async (): Promise<void> => {
    await db.destroy()
    await embedded?.close()
  }
  try {
    await requirePairing(config, url, blobs)
    await migrate(url)
    const keyring = await openKeyring({ config, db, warn })
    await refuseBesideOlderServer(db, keyring, embedded !== undefined)
    await sealBeforeRequests(db, keyring, warn)
    return { db, blobs, keyring, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}
