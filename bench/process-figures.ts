import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second for programs. */
const ticksPerSecond = 100

/** Processor seconds that a process, its threads and its children that have ended, has used. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / ticksPerSecond
}

/** The most memory that was resident since the start, in bytes. */
export function peakMemory(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

/** Processor seconds of all processes that work in a directory: PostgreSQL and its backends. */
export function cpuSecondsBelow(directory: string): number {
  let sum = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      if (readlinkSync(`/proc/${name}/cwd`).startsWith(`${directory}/`)) sum += cpuSeconds(Number(name))
    } catch {
      // it ended meanwhile
    }
  }
  return sum
}
