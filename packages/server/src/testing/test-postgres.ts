import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectOrStart } from '../store/embedded/connect-or-start.ts'
import { layoutOf } from '../store/embedded/layout.ts'
import { findPostmaster, isPostgres } from '../store/embedded/postmaster.ts'

/** Set by whoever runs many test files, so that they share one PostgreSQL. */
const sharedVariable = 'BREVDUE_TEST_DATABASE_URL'

let ours: Promise<string> | undefined

/** The PostgreSQL that tests make their databases in: the shared one, or one that lives as long as this process. */
export function testPostgres(): Promise<string> {
  const shared = process.env[sharedVariable]
  if (shared !== undefined && shared !== '') return Promise.resolve(shared)
  ours ??= startTestPostgres().then(({ url }) => url)
  return ours
}

/**
 * Starts a throw-away PostgreSQL in a temporary directory. It is stopped and removed when the process exits, or by
 * `stop`. A test runner gives its `url` to the test files as BREVDUE_TEST_DATABASE_URL.
 */
export async function startTestPostgres(): Promise<{ url: string; stop: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), 'brevdue-test-postgres-'))
  const { url } = await connectOrStart(directory, { as: 'operator', unsafe: true })
  const pid = (await findPostmaster(layoutOf(directory).postmaster))?.pid
  const stop = (): void => {
    process.removeListener('exit', stop)
    if (pid !== undefined) endNow(pid)
    try {
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
    } catch (error) {
      // Thrown while the process exits, it would turn a run in which all passed into one that failed.
      process.stderr.write(`${directory} could not be removed: ${String(error)}\n`)
    }
  }
  process.once('exit', stop)
  return { url, stop }
}

/** PostgreSQL itself waits for its processes for five seconds before it kills them. */
const mostMs = 20_000

/** Waits without the event loop, which no longer turns when a process exits. */
function endNow(pid: number): void {
  if (!isPostgres(pid)) return
  process.kill(pid, 'SIGQUIT')
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; waited < mostMs && isPostgres(pid); waited += 10) Atomics.wait(clock, 0, 0, 10)
}
