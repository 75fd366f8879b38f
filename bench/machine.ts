import { statfsSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from 'node:os'

const fileSystems: Record<string, string> = {
  61267: 'ext4',
  16914836: 'tmpfs',
  2435016766: 'btrfs',
  1481003842: 'xfs',
  2035054128: 'overlay',
}

const loadAtStart = loadavg()

/** What a figure must not be read without. */
export function machine() {
  const { type } = statfsSync(tmpdir())
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memory_gb: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${release().split('-')[0]}`,
    node: process.version,
    // Of what else ran in the minute before: figures with much of it say little.
    load_before: Math.round((loadAtStart[0] ?? 0) * 10) / 10,
    file_system: fileSystems[String(type)] ?? String(type),
  }
}
