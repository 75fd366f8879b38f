import { readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../config/start-error.ts'

export interface ServerLock {
  release(): void
}

/** A server that was killed a moment ago may not be gone altogether. */
const patienceMs = 2_000
/** SQLITE_BUSY: another connection has the lock. */
const busy = 5

/**
 * Makes this process the one server on a data directory, whatever database each of two would use. The kernel holds the
 * lock and frees it when the process ends, however it ends, so a stale one cannot be left behind; it is seen by every
 * process of the machine, in containers too. Operator verbs take no lock: they may run beside the server.
 *
 * Node has no call to lock a file. SQLite takes such a lock for an exclusive transaction, and leaves the file empty.
 * The file must not be opened in any other way: closing it would give up the lock of the whole process.
 *
 * @throws StartError that says who holds it
 */
export async function lockDataDirectory(dataDirectory: string): Promise<ServerLock> {
  const path = join(dataDirectory, 'server.lock')
  const holder = join(dataDirectory, 'server.pid')
  await writeFile(path, '', { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error // reported with the path, unlike by SQLite
  })
  const deadline = Date.now() + patienceMs
  for (;;) {
    const lock = tryLock(path)
    if (lock !== undefined) {
      await writeFile(holder, `process ${process.pid} on ${hostname()}\n`, { mode: 0o600 })
      return { release: () => lock.close() }
    }
    if (Date.now() > deadline) throw inUse(dataDirectory, await readFile(holder, 'utf8').catch(() => ''))
    await pause(50)
  }
}

/** @returns undefined while another process or another server of this process has it */
function tryLock(path: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(path)
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock?.close()
    if ((cause as { errcode?: number }).errcode === busy) return undefined
    throw new StartError(
      `The data directory cannot be locked: ${String(cause)} (${path}). Is it on a file system that knows locks, and is this file empty, as it must be? It may be deleted while no server runs.`,
      { cause },
    )
  }
}

function inUse(dataDirectory: string, holder: string): StartError {
  return new StartError(
    `Another Brevdue server (${holder.trim() || 'unknown'}) already uses the data directory ${dataDirectory}. Stop it first, or give this one a directory of its own with BREVDUE_DATA.`,
  )
}
