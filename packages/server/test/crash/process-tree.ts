import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const main = join(import.meta.dirname, '../../src/main.ts')

export interface Installation {
  dataDirectory: string
  masterKey: Buffer
}

export interface StartedServer {
  pid: number
  /** Resolves with the port when it listens, or with undefined when it was killed before. */
  listening: Promise<number | undefined>
  /** What it wrote last. */
  log: string[]
}

/** The server as an operator starts it, with its embedded PostgreSQL below it. */
export function startServer({ dataDirectory, masterKey }: Installation): StartedServer {
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      BREVDUE_MODE: 'sandbox',
      PORT: '0',
      BREVDUE_DATA: dataDirectory,
      BREVDUE_MASTER_KEY: masterKey.toString('base64'),
    },
  })
  const log: string[] = []
  return { pid: child.pid ?? 0, listening: portOf(child, log), log }
}

function portOf(child: ChildProcess, log: string[]): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      log.push(line)
      if (log.length > 200) log.shift()
      const port = /"listening":"http:\/\/[^"]*:(\d+)"/.exec(line)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  }
  child.once('exit', (code, signal) => {
    if (signal === 'SIGKILL') resolve(undefined)
    else reject(new Error(`the server ended by itself (${code ?? signal}):\n${log.join('\n')}`))
  })
  return promise
}

interface Process {
  pid: number
  parent: number
  workingDirectory: string
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (state === 'Z') return []
      return [{ pid: Number(name), parent: Number(parent), workingDirectory: readlinkSync(`/proc/${name}/cwd`) }]
    } catch {
      return [] // it ended, or is not ours to see
    }
  })
}

/**
 * The server, all below it, and whatever works in its data directory: PostgreSQL is a process group of its own, and an
 * orphan once its server is gone. The server is the first, so that it does not see its database die before it.
 */
export function treeOf(root: number | undefined, dataDirectory: string): number[] {
  const all = processes()
  const found = new Set(
    all
      .filter(({ pid, workingDirectory }) => pid === root || workingDirectory.startsWith(`${dataDirectory}/`))
      .map(({ pid }) => pid),
  )
  for (let before = -1; before !== found.size; ) {
    before = found.size
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid)
  }
  return [...found].sort((a, b) => Number(b === root) - Number(a === root))
}

/** kill -9 of these, in the order given, and of what they started meanwhile; returns when all are gone. */
export async function killAll(find: () => number[]): Promise<number> {
  const killed = new Set<number>()
  for (let living = find(); living.length > 0; living = find()) {
    for (const pid of living) {
      killed.add(pid)
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // gone already
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return killed.size
}
