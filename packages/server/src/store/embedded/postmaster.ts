import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'

/** What PostgreSQL's lock file says of the one that runs on a directory. */
export interface Postmaster {
  pid: number
  port: number
}

/** No process ever has this number: it is above what Linux and macOS give out. */
const nobody = 4_194_305

/**
 * The PostgreSQL that runs on this directory, or undefined when none does. It may still be starting.
 *
 * A lock file whose number has meanwhile gone to another program, as happens in a container that was killed, would
 * keep PostgreSQL from ever starting again; its number is then replaced by one that no process has. The rest of the
 * file stays, so that PostgreSQL still makes sure that no old backend is left.
 */
export async function findPostmaster(path: string): Promise<Postmaster | undefined> {
  const text = await readFile(path, 'utf8').catch(ignoreMissing)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
  if (isPostgres(pid)) return { pid, port: Number(lines[3] ?? 0) }
  if ((await readFile(path, 'utf8').catch(ignoreMissing)) === text) {
    await writeFile(path, [String(nobody), ...lines.slice(1)].join('\n'))
  }
  return undefined
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the process runs PostgreSQL; a dead one that nobody has collected yet does not. */
export function isPostgres(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8') // Linux: number (name) state …
    return stat.includes('(postgres)') && !stat.includes('(postgres) Z')
  } catch {
    try {
      return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres')
    } catch {
      return isAlive(pid)
    }
  }
}
