import { spawn } from 'node:child_process'
import { open, readFile, stat, truncate } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Binaries } from './binaries.ts'
import { postgresEnvironment } from './cluster.ts'
import type { Layout } from './layout.ts'
import type { RunAs } from './run-as.ts'

export interface StartOptions {
  /** Take this port rather than a free one: others already know it. */
  port?: number | undefined
  /** Give up safety for speed. For tests that never look at what a crash leaves. */
  unsafe?: boolean | undefined
}

/** Chosen for two cores and a small machine; durability is never traded (fsync and synchronous_commit are on). */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '1GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  io_method: 'sync', // saves three worker processes; there are no large scans to read ahead for
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // What PostgreSQL writes of a failed statement holds its values, and those are personal data.
  log_min_error_statement: 'panic',
  // A failed statement is the server's to report: every repeated message is one, and the log would grow by them.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
}

/** For throw-away databases: no safety, and as little log and start-up work as possible. */
const unsafeSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' }

const logLimit = 10 * 1024 ** 2

/** A started PostgreSQL that may not be ready yet. */
export interface Started {
  pid: number
  /** Settles if it ends by itself: with the last of what it logged. */
  ended: Promise<string>
}

/**
 * Starts PostgreSQL in a process group of its own: Ctrl-C in a terminal goes to the whole group, and the server must
 * be able to finish before its database stops. It also outlives us if we are killed; the next start finds it.
 */
export async function startPostgres(
  layout: Layout,
  binaries: Binaries,
  runAs: RunAs,
  options: StartOptions = {},
): Promise<Started> {
  const port = options.port ?? (await freePort())
  const all = { ...settings, ...(options.unsafe === true ? unsafeSettings : {}), port: String(port) }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program = '', ...rest] = [...runAs.prefix, binaries.postgres, '-D', layout.cluster, ...flags]

  const known = await stat(layout.log).catch(() => undefined)
  if (known !== undefined && known.size > logLimit) await truncate(layout.log)
  const log = await open(layout.log, 'a', 0o600)
  const logStart = (await log.stat()).size
  const child = spawn(program, rest, {
    ...runAs.account,
    env: postgresEnvironment,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', () => {
      readFile(layout.log).then((bytes) => resolve(bytes.subarray(logStart).toString('utf8').slice(-2000)), reject)
    })
  })
  ended.catch(() => undefined) // looked at only while starting
  child.unref()
  await log.close()
  return { pid: child.pid ?? 0, ended }
}

/** A port nobody listens on now; PostgreSQL says so if somebody was faster, and another is tried. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
