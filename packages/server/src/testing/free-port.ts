import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below what a system gives to whoever takes any port, so that no server and no connection of another test gets it. */
const first = 15_000
const count = 16_384
/** Test files run in processes side by side: each looks in a stretch of its own. */
const perProcess = 64

let asked = 0

/**
 * A port that is free and stays so until it is used, be that seconds later: for who must know an address before anything
 * listens there, or while nothing does.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + ((process.pid * perProcess + asked++) % count)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  const listening = once(probe, 'listening').then(
    () => true,
    () => false,
  )
  probe.listen(port, '127.0.0.1')
  if (!(await listening)) return false
  await new Promise((resolve) => probe.close(resolve))
  return true
}
