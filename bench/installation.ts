import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { aPerson, aSender, type TestSender } from '@brevdue/server/testing'
import { openEmbeddedStores } from './stores.ts'

const program = join(import.meta.dirname, '../packages/cli/bin/brevdue.js')
const main = join(import.meta.dirname, '../packages/server/src/main.ts')

export interface Installation extends AsyncDisposable {
  port: number
  pid: number
  dataDirectory: string
  sender: TestSender
  /** National identity number of somebody with a mailbox. */
  recipient: string
  /** Ends the server in peace, so that a profiler writes what it saw. */
  stop(): Promise<void>
}

/** The flags that the program runs under: they stand in its first line. */
function programFlags(): string[] {
  const [first = ''] = readFileSync(program, 'utf8').split('\n')
  const flags = /^#!\/usr\/bin\/env -S node (.*)$/.exec(first)?.[1]
  if (flags === undefined) throw new Error(`the first line of ${program} is not understood: ${first}`)
  return flags.split(' ')
}

/** The server as an operator starts it: a process of its own, its embedded PostgreSQL, a new data directory. */
export async function startInstallation(
  settings: { env?: Record<string, string>; nodeOptions?: readonly string[] } = {},
): Promise<Installation> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'brevdue-bench-'))
  const masterKey = randomBytes(32)
  const child = spawn(process.execPath, [...programFlags(), ...(settings.nodeOptions ?? []), main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      BREVDUE_MODE: 'sandbox',
      PORT: '0',
      BREVDUE_DATA: dataDirectory,
      BREVDUE_MASTER_KEY: masterKey.toString('base64'),
      ...settings.env,
    },
  })
  const port = await listening(child)
  await using stores = await openEmbeddedStores(dataDirectory, masterKey)
  const sender = await aSender(stores)
  const person = await aPerson(stores)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }
  return {
    ...{ port, pid: child.pid ?? 0, dataDirectory, sender, recipient: person.personalIdentificationNumber, stop },
    async [Symbol.asyncDispose]() {
      await stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

function listening(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened`)))
  if (child.stdout === null) throw new Error('the server has no output')
  createInterface({ input: child.stdout }).on('line', (line) => {
    const port = /"listening":"http:\/\/[^"]*:(\d+)"/.exec(line)?.[1]
    if (port !== undefined) resolve(Number(port))
  })
  return promise
}
