import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createKeyring } from '../../src/keys/keyring.ts'
import { aPerson, aSender, type TestPerson, type TestSender, testDatabase } from '../../src/testing/index.ts'

const main = join(import.meta.dirname, '../../src/main.ts')

export interface ServerProcess extends AsyncDisposable {
  port: number
  pid: number
  db: Awaited<ReturnType<typeof testDatabase>>['db']
  sender: TestSender
  person: TestPerson
  /** Resident bytes now. */
  memory(): number
  /** The most that was resident since `forgetPeak`. */
  peakMemory(): number
  forgetPeak(): void
  /** Everything it has written. */
  log: string[]
}

/**
 * The real server as a process of its own, so that its memory can be measured apart from that of the attacker. It has
 * one sender and one person with a mailbox.
 */
export async function startServerProcess(settings: Record<string, string> = {}): Promise<ServerProcess> {
  const database = await testDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-hostile-'))
  const masterKey = randomBytes(32)
  const sender = await aSender(database)
  const person = await aPerson({ db: database.db, keyring: createKeyring(masterKey) })
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      BREVDUE_MODE: 'sandbox',
      PORT: '0',
      BREVDUE_DATA: directory,
      DATABASE_URL: database.url,
      BREVDUE_MASTER_KEY: masterKey.toString('base64'),
      ...settings,
    },
  })
  const log: string[] = []
  const port = await listening(child, log)
  const { pid = 0 } = child
  const status = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
  return {
    ...{ port, pid, db: database.db, sender, person, log },
    memory: () => status('VmRSS'),
    peakMemory: () => status('VmHWM'),
    forgetPeak: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    async [Symbol.asyncDispose]() {
      await ended(child)
      await database[Symbol.asyncDispose]()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Waits for the line that says where it listens. */
async function listening(child: ChildProcess, log: string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      log.push(line)
      const port = /"listening":"http:\/\/[^"]*:(\d+)"/.exec(line)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  }
  child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${log.join('\n')}`)))
  return promise
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
