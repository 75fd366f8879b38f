import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { StartError } from '../../config/start-error.ts'
import { inDataDirectory } from '../data-directory.ts'
import { hasCluster, obtainPassword, removeDrafts } from './cluster.ts'
import { databaseName, databaseUrl, layoutOf } from './layout.ts'
import { findPostmaster, type Postmaster } from './postmaster.ts'
import { claim, tryConnect } from './session.ts'
import { startOn } from './start-on.ts'
import type { StartOptions } from './start-postgres.ts'
import { stopIfLast, stopUnused } from './stop-postgres.ts'

export interface EmbeddedDatabase {
  /** With the password in it. */
  url: string
  /** Whether this call started PostgreSQL, rather than finding it running. */
  started: boolean
  /** Told when the session that holds our locks is gone though nobody closed it. */
  onLost(listener: (error: Error) => void): void
  /** Leaves it; PostgreSQL is stopped if nobody else uses it. */
  close(): Promise<void>
}

export interface ConnectOptions extends StartOptions {
  /** A server is alone on its data directory; operators may come and go beside it. */
  as: 'server' | 'operator'
  /** How long to wait for it: long enough for recovery after a crash. */
  patienceMs?: number
  /** Called before a database is made where there is none; throws if there should be one. */
  beforeNewCluster?: () => Promise<void>
}

/**
 * Gives the embedded PostgreSQL of a data directory: the one that runs, be it another process's or an orphan whose
 * server was killed, or else one that is started now, and made first if there is none.
 *
 * @throws StartError for what an operator can do something about
 */
export async function connectOrStart(dataDirectory: string, options: ConnectOptions): Promise<EmbeddedDatabase> {
  refuseTooLong(dataDirectory)
  const layout = layoutOf(dataDirectory)
  if (!(await hasCluster(layout))) await options.beforeNewCluster?.()
  const password = await inDataDirectory(dataDirectory, () => obtainPassword(layout))
  const deadline = Date.now() + (options.patienceMs ?? 120_000)
  let started = false
  for (;;) {
    const postmaster = await findPostmaster(layout.postmaster)
    if (postmaster === undefined) {
      await startOn(layout, password, options)
      started = true
    } else {
      const client = await tryConnect(postmaster, password).catch((error: unknown) => {
        if (started) stopUnused(postmaster) // without a session that can be closed it would run on for good
        throw error
      })
      if (client !== undefined) {
        if (await claim(client, layout, options.as)) {
          const database = opened(client, postmaster, password, started)
          if (options.as === 'server') await removeDrafts(layout)
          return database
        }
        await client.end()
      }
    }
    if (Date.now() > deadline) {
      throw new StartError(`The embedded PostgreSQL did not become ready. What it says is in ${layout.log}.`)
    }
    await pause(15)
  }
}

/** PostgreSQL has room for 1024 bytes of a path, of which its own names below the directory take some. */
const longestPath = 900

function refuseTooLong(dataDirectory: string): void {
  const length = Buffer.byteLength(dataDirectory)
  if (length <= longestPath) return
  throw new StartError(
    `The path of the data directory is ${length} bytes long; ${longestPath} is the most for the embedded PostgreSQL. Choose another with BREVDUE_DATA: ${dataDirectory}`,
  )
}

function opened(client: pg.Client, postmaster: Postmaster, password: string, started: boolean): EmbeddedDatabase {
  const lost = Promise.withResolvers<Error>()
  let closing = false
  keepsAlive(client, false)
  client.on('end', () => {
    if (!closing) lost.resolve(new Error('The connection to the embedded PostgreSQL was lost'))
  })
  return {
    url: databaseUrl(postmaster.port, password, databaseName),
    started,
    // A promise tells those too who ask when it has happened already.
    onLost: (listener) => void lost.promise.then(listener),
    close: async () => {
      if (closing) return
      closing = true
      keepsAlive(client, true)
      await stopIfLast(client, postmaster)
    },
  }
}

/** An idle session need not keep a process going that has nothing else to do. (Its types leave these methods out.) */
function keepsAlive(client: pg.Client, yes: boolean): void {
  const session = client as pg.Client & { ref(): void; unref(): void }
  if (yes) session.ref()
  else session.unref()
}
