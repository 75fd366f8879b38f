import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { isPostgres } from '../../src/store/embedded/postmaster.ts'

const attachedProcess = fileURLToPath(new URL('./attached-process.ts', import.meta.url))
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

interface Said {
  url?: string
  started?: boolean
  applied?: string[]
  refused?: string
}

export interface Attached {
  said: Said
  child: ChildProcess
  /** Lets it leave in peace. */
  leave(): Promise<number | null>
  /** Kills the process alone, as the kernel would when memory is short. */
  kill(): Promise<void>
}

export interface Account {
  uid: number
  gid: number
}

/** Starts a process that uses the embedded PostgreSQL of this directory, and waits for its first word. */
export async function attach(
  directory: string,
  as: 'server' | 'operator',
  { env, ...account }: Partial<Account> & { env?: Record<string, string> } = {},
): Promise<Attached> {
  const child = spawn(process.execPath, [attachedProcess, directory, as], {
    ...account,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const said = await firstLine(child)
  return {
    said: JSON.parse(said) as Said,
    child,
    leave: async () => {
      child.stdin?.end()
      return (await exited)[0] as number | null
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

export interface Served {
  url: string
  child: ChildProcess
  exited: Promise<[number | null, string | null]>
}

/** Runs the server's own entry as a process group of its own, the way a terminal does. */
export async function serve(directory: string): Promise<Served> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], BREVDUE_DATA: directory, BREVDUE_MODE: 'sandbox', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>
  const line = JSON.parse(await firstLine(child)) as { listening: string }
  return { url: line.listening, child, exited }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the process has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume()
    return line
  }
  throw new Error('the process ended without a word')
}

/** A directory of its own; whatever PostgreSQL is still there at the end is killed. */
export async function dataDirectory(context: TestContext, parent = tmpdir()): Promise<string> {
  const directory = await mkdtemp(join(parent, 'brevdue-embedded-'))
  context.after(async () => {
    const pid = await postmasterPid(directory)
    if (pid !== undefined && isPostgres(pid)) process.kill(pid, 'SIGKILL')
    await rm(directory, { recursive: true, force: true, maxRetries: 10 })
  })
  return directory
}

export async function postmasterPid(directory: string): Promise<number | undefined> {
  const text = await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number(text.split('\n')[0])
}

export async function isRunning(directory: string): Promise<boolean> {
  const pid = await postmasterPid(directory)
  return pid !== undefined && isPostgres(pid)
}

export async function query(url: string | undefined, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
