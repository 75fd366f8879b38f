import { join } from 'node:path'
import type { Client } from 'pg'
import type { BlobStore } from './blobs/blob-store.ts'
import { diskBlobStore } from './blobs/disk.ts'
import {
  type Evidence,
  gatherEvidence,
  judgePairing,
  type Mismatch,
  noEvidence,
  type Pairing,
  readContentSide,
  readDatabaseSide,
  writePairing,
} from './blobs/pairing.ts'
import type { Config } from './config/config.ts'
import { StartError } from './config/start-error.ts'
import { layoutOf } from './store/embedded/layout.ts'
import { connectOrExplain } from './store/migrate.ts'

type Place = Pick<Config, 'dataDirectory' | 'databaseUrl'>

export function blobsOf({ dataDirectory }: Pick<Config, 'dataDirectory'>): BlobStore {
  return diskBlobStore(blobFolder(dataDirectory))
}

const blobFolder = (dataDirectory: string): string => join(dataDirectory, 'blobs')

interface Compared extends Evidence {
  pairing: Pairing
}

/** Whether this database and the content store belong together. Changes neither, and does not need a schema. */
export async function comparePairing(url: string, blobs: BlobStore): Promise<Compared> {
  return onDatabase(url, async (client) => {
    const evidence = async () => await gatherEvidence(client, blobs)
    const database = await readDatabaseSide(client)
    const pairing = await judgePairing(database, await readContentSide(blobs), evidence)
    return { pairing, ...(database.hasLetters ? await evidence() : noEvidence) }
  })
}

/** Writes the id of the installation to both. @param replace also where the content store has another owner */
export async function pair(url: string, blobs: BlobStore, id: string, replace = false): Promise<void> {
  await onDatabase(url, (client) => writePairing(client, blobs, id, replace))
}

async function onDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectOrExplain(url, 'brevdue pairing')
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * To be called before anything is changed in either.
 *
 * @returns the id of the installation, and whether it still has to be written
 * @throws StartError when they do not belong together
 */
export async function requirePairing(place: Place, url: string, blobs: BlobStore) {
  const { pairing } = await comparePairing(url, blobs)
  if (pairing.kind === 'mismatch') throw new StartError(mismatchMessage(pairing.why, place))
  return pairing
}

/**
 * For the embedded PostgreSQL, which is made where there is none: not beside the content of letters.
 *
 * @throws StartError
 */
export async function refuseNewCluster(place: Place, blobs: BlobStore): Promise<void> {
  const { id, hasBlobs } = await readContentSide(blobs)
  if (id === undefined && !hasBlobs) return
  throw new StartError(
    `There is no database in ${layoutOf(place.dataDirectory).cluster}, but ${blobFolder(place.dataDirectory)} is the content store of one. A new database would know none of its letters, so none was made and nothing was changed. Put the folder postgres back where it was, or, if the letters are in another PostgreSQL, name that with DATABASE_URL. To begin without the old letters, move the folder blobs away first.`,
  )
}

/** What happened, that nothing was changed, and what to do. */
export function mismatchMessage(why: Mismatch, { dataDirectory, databaseUrl }: Place): string {
  const database =
    databaseUrl === undefined ? `the database in ${layoutOf(dataDirectory).cluster}` : 'the database of DATABASE_URL'
  const folder = `the content store ${blobFolder(dataDirectory)}`
  const { what, remedy } = sentences[why](database, folder)
  const adopt = `If you are sure that these two belong together, \`brevdue adopt-content\` compares them and can say so.`
  return `${what} Nothing was changed. ${remedy} ${adopt}`.replace(/^./, (letter) => letter.toUpperCase())
}

const sentences: Record<Mismatch, (database: string, folder: string) => { what: string; remedy: string }> = {
  'different-ids': (database, folder) => ({
    what: `${database} and ${folder} belong to different installations.`,
    remedy:
      'Set DATABASE_URL and BREVDUE_DATA so that both are of the same installation; a new database needs a data directory of its own.',
  }),
  'content-without-database': (database, folder) => ({
    what: `${database} is empty, but ${folder} is that of an installation with another database.`,
    remedy:
      'Name the right database with DATABASE_URL, or restore it. To begin with an empty database, set BREVDUE_DATA to another directory or move the folder blobs away.',
  }),
  'database-without-content': (database, folder) => ({
    what: `${database} knows letters, but ${folder} is empty.`,
    remedy: 'Is its disk mounted, and BREVDUE_DATA right? If the content is lost, restore the folder from your backup.',
  }),
  'no-evidence': (database, folder) => ({
    what: `${database} and ${folder} do not know each other: most letters of the one are not in the other.`,
    remedy:
      'Set DATABASE_URL and BREVDUE_DATA so that both are of the same installation, or restore the part that is wrong from your backup.',
  }),
}
