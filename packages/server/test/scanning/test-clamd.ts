import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { clamd as gateway } from '../../src/gateways/clamd.ts'
import { readClamdAddress } from '../../src/gateways/clamd-address.ts'
import { freePort } from '../../src/testing/free-port.ts'

/** Harmless words that the only signature of the test's database knows. */
export const marker = 'brevdue-test-marker-that-harms-nobody'
export const signature = 'Brevdue.Test.Marker'
/** Of a document, as the test's clamd is set up. */
export const largest = 1024 ** 2

const programs = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd']

async function clamdProgram(): Promise<string | undefined> {
  for (const path of programs) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path
  }
  return undefined
}

const program = await clamdProgram()

/** For `describe`: why these tests do not run here; false where they do. */
export const noClamd: string | false =
  program === undefined ? 'clamd is not installed: apt-get install --no-install-recommends clamav-daemon' : false
if (noClamd !== false) {
  process.stderr.write(`\n!!! SKIPPED: NOTHING IS TESTED AGAINST A REAL MALWARE SCANNER HERE. ${noClamd} !!!\n\n`)
}

export interface TestClamd extends AsyncDisposable {
  /** By its port and by its socket, as BREVDUE_SCANNER takes them. */
  url: string
  socketUrl: string
  start(): Promise<void>
  /** Ends the process; `start` begins a new one at the same place. */
  stop(): Promise<void>
}

/** The real clamd as a process of ours in the foreground, on loopback, with one signature and nothing of the system's. */
export async function testClamd(): Promise<TestClamd> {
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-clamd-'))
  const port = await freePort()
  const configuration = join(directory, 'clamd.conf')
  await writeSetUp(directory, configuration, port)
  let child: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    const ending = child
    child = undefined
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill('SIGKILL')
    await gone
    await rm(join(directory, 'socket'), { force: true })
  }
  const url = `clamd://127.0.0.1:${port}`
  return {
    url,
    socketUrl: `clamd:${join(directory, 'socket')}`,
    stop,
    async start() {
      child = spawn(program ?? '', ['--foreground', `--config-file=${configuration}`], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      await answering(url, child)
    },
    async [Symbol.asyncDispose]() {
      await stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function writeSetUp(directory: string, configuration: string, port: number): Promise<void> {
  const signatures = join(directory, 'signatures')
  await mkdir(signatures)
  await writeFile(join(signatures, 'test.ndb'), `${signature}:0:*:${Buffer.from(marker).toString('hex')}\n`)
  const lines = [
    'Foreground yes',
    `DatabaseDirectory ${signatures}`,
    `TemporaryDirectory ${directory}`,
    'TCPAddr 127.0.0.1',
    `TCPSocket ${port}`,
    `LocalSocket ${join(directory, 'socket')}`,
    `StreamMaxLength ${largest}`,
    'AlertEncrypted yes',
    'MaxThreads 4',
    'SelfCheck 0',
  ]
  await writeFile(configuration, `${lines.join('\n')}\n`)
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => said.push(line))
  }
  const scanner = gateway(readClamdAddress(url))
  while (child.exitCode === null) {
    const up = await scanner.ping().then(
      () => true,
      () => false,
    )
    if (up) return
    await pause(50)
  }
  throw new Error(`clamd did not start: ${said.join('\n')}`)
}
