import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import { leaveUse } from './locks.ts'
import { isPostgres, type Postmaster } from './postmaster.ts'

/** PostgreSQL's “smart” stop: it takes no new sessions, waits for the end of those it has, writes what it has in memory and goes. */
const smart = 'SIGTERM'
/** Its “fast” stop, which ends the sessions. */
const fast = 'SIGINT'
/** Its “immediate” stop, which leaves recovery to the next start. */
const immediate = 'SIGQUIT'

/** Stops PostgreSQL when the session's owner was the last to use it, and closes the session. */
export async function stopIfLast(client: Client, postmaster: Postmaster, patienceMs = 30_000): Promise<void> {
  const last = await leaveUse(client).catch(() => false) // a session that is lost has left already
  if (last) tell(postmaster, smart)
  await client.end().catch(() => undefined)
  // Sessions of our pool may still be on their way out; somebody who never leaves must not hold us up.
  if (!last || (await ended(postmaster, 2000))) return
  tell(postmaster, fast)
  if (await ended(postmaster, patienceMs)) return
  tell(postmaster, immediate)
  await ended(postmaster, patienceMs)
}

/** Stops a PostgreSQL that this process has started and cannot use, once the sessions of others are over. */
export function stopUnused(postmaster: Postmaster): void {
  tell(postmaster, smart)
}

function tell({ pid }: Postmaster, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // gone by itself meanwhile
  }
}

async function ended(postmaster: Postmaster, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (isPostgres(postmaster.pid)) {
    if (Date.now() > deadline) return false
    await pause(10)
  }
  return true
}
