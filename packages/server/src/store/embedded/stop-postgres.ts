import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import { leaveUse } from './locks.ts'
import { isPostgres, type Postmaster } from './postmaster.ts'

/** PostgreSQL's “fast” stop: it ends its sessions, writes what it has in memory and goes. */
const fast = 'SIGINT'
/** Its “immediate” stop, which leaves recovery to the next start. */
const immediate = 'SIGQUIT'

/** Stops PostgreSQL when the session's owner was the last to use it, and closes the session. */
export async function stopIfLast(client: Client, postmaster: Postmaster, patienceMs = 30_000): Promise<void> {
  const last = await leaveUse(client).catch(() => false) // a session that is lost has left already
  if (last) process.kill(postmaster.pid, fast)
  await client.end().catch(() => undefined)
  if (!last || (await ended(postmaster, patienceMs))) return
  process.kill(postmaster.pid, immediate)
  await ended(postmaster, patienceMs)
}

async function ended(postmaster: Postmaster, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (isPostgres(postmaster.pid)) {
    if (Date.now() > deadline) return false
    await pause(10)
  }
  return true
}
