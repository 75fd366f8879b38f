import { randomUUID } from 'node:crypto'
import type { Config } from '../config/config.ts'
import { blobsOf, comparePairing, pair, refuseNewCluster } from '../require-pairing.ts'
import { inDataDirectory } from '../store/data-directory.ts'
import { connectOrStart } from '../store/embedded/connect-or-start.ts'
import { migrate } from '../store/migrate.ts'
import { lockDataDirectory } from '../store/server-lock.ts'

export interface Adoption {
  /** Whether database and content store belong together by what they say themselves. */
  paired: boolean
  /** Of a sample of the database's documents, how many have their content in the store. */
  rows: number
  rowsStored: number
  /** Of a sample of the store's blobs, how many the database knows. */
  blobs: number
  blobsKnown: number
  /** Whether they are paired now because the operator said so. */
  adopted: boolean
}

/**
 * Compares the database and the content store of an installation that does not start, and on confirmation says that
 * they belong together. Deletes nothing: what the database does not know goes the slow way through the quarantine.
 *
 * @throws StartError while a server uses the data directory
 */
export function adoptContent(config: Config, confirm: boolean): Promise<Adoption> {
  return inDataDirectory(config.dataDirectory, async () => {
    const lock = await lockDataDirectory(config.dataDirectory)
    try {
      return await onDatabase(config, (url) => adopt(config, url, confirm))
    } finally {
      lock.release()
    }
  })
}

async function adopt(config: Config, url: string, confirm: boolean): Promise<Adoption> {
  const blobs = blobsOf(config)
  const { pairing, ...evidence } = await comparePairing(url, blobs)
  const paired = pairing.kind === 'paired'
  if (!confirm || paired) return { paired, ...evidence, adopted: false }
  await migrate(url)
  await pair(url, blobs, pairing.databaseId ?? (await blobs.owner()) ?? randomUUID(), true)
  return { paired, ...evidence, adopted: true }
}

async function onDatabase<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  const external = config.databaseUrl?.reveal()
  if (external !== undefined) return work(external)
  const beforeNewCluster = () => refuseNewCluster(config, blobsOf(config))
  const embedded = await connectOrStart(config.dataDirectory, { as: 'operator', beforeNewCluster })
  try {
    return await work(embedded.url)
  } finally {
    await embedded.close()
  }
}
