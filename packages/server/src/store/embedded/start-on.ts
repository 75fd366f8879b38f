import { rm, stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../../config/start-error.ts'
import { findBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import type { Layout } from './layout.ts'
import { findPostmaster } from './postmaster.ts'
import { chooseRunAs } from './run-as.ts'
import { type StartOptions, startPostgres } from './start-postgres.ts'

/**
 * Reasons to start that pass by themselves: another process starts it too; the backends of one that was killed are
 * still going; somebody took the port.
 */
const passing =
  /lock file ".*" is empty|lock file ".*" already exists|pre-existing shared memory block|could not bind|Address already in use/

/**
 * Makes and starts PostgreSQL, and returns when it has taken the directory or gave up because of something that
 * passes by itself.
 *
 * @throws StartError with what PostgreSQL said, when trying again is no use
 */
export async function startOn(layout: Layout, password: string, options: StartOptions): Promise<void> {
  const binaries = await findBinaries()
  const runAs = await chooseRunAs(layout.cluster, [layout.dataDirectory, binaries.postgres])
  await ensureCluster(layout, binaries, runAs, password)
  await clearEmptyLock(layout.postmaster)
  const started = await startPostgres(layout, binaries, runAs, options)
  const said = await Promise.race([started.ended, untilTaken(layout, started.pid)])
  if (said === undefined || passing.test(said)) return
  throw new StartError(`The embedded PostgreSQL in ${layout.cluster} does not start. It says:\n${said.trim()}`)
}

async function untilTaken(layout: Layout, pid: number): Promise<undefined> {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline && (await findPostmaster(layout.postmaster))?.pid !== pid) await pause(10)
  return undefined
}

/** How long a starting PostgreSQL can leave its lock file empty; it fills it right after making it. */
const emptyForMs = 2000

/**
 * PostgreSQL that was killed between making its lock file and writing into it leaves an empty one, and never starts
 * beside it again. Nobody has taken the directory by an empty file, so it is removed once it is too old to be
 * somebody's who is just starting.
 */
async function clearEmptyLock(path: string): Promise<void> {
  for (;;) {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (found === undefined || found.size > 0) return
    if (Date.now() - found.mtimeMs > emptyForMs) return rm(path, { force: true })
    await pause(50)
  }
}
