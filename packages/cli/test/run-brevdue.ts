import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const binary = fileURLToPath(new URL('../bin/brevdue.ts', import.meta.url))

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** The real `brevdue` as a process of its own, on a data directory of the test. */
export class Brevdue implements AsyncDisposable {
  readonly dataDirectory: string
  /** Set beside what every run needs. */
  env: Record<string, string> = {}
  #running: ChildProcess[] = []

  constructor(dataDirectory: string) {
    this.dataDirectory = dataDirectory
  }

  /** With a data directory that does not exist yet, as for a new user. */
  static async create(): Promise<Brevdue> {
    return new Brevdue(join(await mkdtemp(join(tmpdir(), 'brevdue-cli-')), 'data'))
  }

  run(...args: string[]): Promise<Finished> {
    const child = this.#spawn(args)
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, stdout, stderr }))
    })
  }

  /** Starts the sandbox and returns when it has said how to go on. */
  async sandbox(): Promise<RunningSandbox> {
    const child = this.#spawn(['sandbox', '--port', '0'])
    const sandbox = new RunningSandbox(child)
    await sandbox.ready
    return sandbox
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#running) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('close', resolve))
    }
    await rm(join(this.dataDirectory, '..'), { recursive: true, force: true })
  }

  #spawn(args: string[]): ChildProcess {
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      BREVDUE_DATA: this.dataDirectory,
      NO_COLOR: '1',
      ...this.env,
    }
    const child = spawn(process.execPath, [binary, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#running.push(child)
    return child
  }
}

export class RunningSandbox {
  readonly ready: Promise<void>
  readonly ended: Promise<number | null>
  printed = ''
  #child: ChildProcess

  constructor(child: ChildProcess) {
    this.#child = child
    this.ended = new Promise((resolve) => child.once('close', resolve))
    this.ready = new Promise((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        this.printed += chunk.toString()
        if (this.printed.includes('Ctrl-C')) resolve()
      }
      child.stdout?.on('data', read)
      child.stderr?.on('data', read)
      void this.ended.then((code) => reject(new Error(`the sandbox ended with ${code}:\n${this.printed}`)))
    })
  }

  /** @returns the exit code */
  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal)
    return this.ended
  }
}
