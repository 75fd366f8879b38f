import { mkdirSync } from 'node:fs'
import { cryptoLimit } from './crypto-limit.ts'
import { type Installation, startInstallation } from './installation.ts'
import { load } from './load.ts'
import { cpuSeconds, cpuSecondsBelow, peakMemory } from './process-figures.ts'

export interface Level {
  concurrency: number
  letters: number
  letters_per_second: number
  p50_ms: number
  p99_ms: number
  rss_mb: number
  /** Processor milliseconds per letter, and where they went. */
  cpu_ms: { server: number; postgres: number; load: number }
}

export interface Throughput {
  letters_per_second: number
  p50_ms: number
  p99_ms: number
  rss_mb: number
  crypto_limit_per_second: number
  ratio: number
  concurrency: number
  levels: Level[]
}

const levels = [
  { concurrency: 1, letters: 800 },
  { concurrency: 8, letters: 4000 },
  { concurrency: 32, letters: 5000 },
  { concurrency: 64, letters: 5000 },
]
const warmUp = { concurrency: 16, letters: 2500 }

export interface ThroughputOptions {
  /** Where a processor profile of the server goes. */
  profileDirectory?: string | undefined
  /** Only this one. */
  concurrency?: number | undefined
}

/** Durable letters of 100 kB per second, sent to a real server with its embedded PostgreSQL. */
export async function measureThroughput(options: ThroughputOptions = {}): Promise<Throughput> {
  const limit = await cryptoLimit()
  const nodeOptions = profiling(options.profileDirectory)
  await using installation = await startInstallation({ nodeOptions, env: { BREVDUE_LOG_LEVEL: 'info' } })
  await measureLevel(installation, warmUp)
  const measured: Level[] = []
  for (const level of levels) {
    if (options.concurrency !== undefined && options.concurrency !== level.concurrency) continue
    measured.push(await measureLevel(installation, level))
  }
  const best = measured.reduce((a, b) => (b.letters_per_second > a.letters_per_second ? b : a))
  const { letters_per_second, p50_ms, p99_ms, rss_mb, concurrency } = best
  return {
    ...{ letters_per_second, p50_ms, p99_ms, rss_mb },
    crypto_limit_per_second: round(limit),
    ratio: round(letters_per_second / limit, 3),
    concurrency,
    levels: measured,
  }
}

function profiling(directory: string | undefined): string[] {
  if (directory === undefined) return []
  mkdirSync(directory, { recursive: true })
  return ['--cpu-prof', `--cpu-prof-dir=${directory}`]
}

async function measureLevel(
  installation: Installation,
  level: { concurrency: number; letters: number },
): Promise<Level> {
  const { port, pid, dataDirectory, sender, recipient } = installation
  const used = () => ({ server: cpuSeconds(pid), postgres: cpuSecondsBelow(dataDirectory) })
  let before = used()
  const signer = { userId: sender.id, privateKeyPem: sender.privateKeyPem }
  const result = await load({ port, signer, recipient, ...level }, () => {
    before = used()
  })
  const after = used()
  if (result.refusals.length > 0) {
    throw new Error(
      `${result.refusals.length} of ${level.letters} letters were refused, the first with ${result.refusals[0]}`,
    )
  }
  const sorted = result.latencies.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  const perLetter = (seconds: number) => round((seconds * 1000) / level.letters, 2)
  return {
    ...level,
    letters_per_second: round(level.letters / result.seconds),
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    rss_mb: round(peakMemory(pid) / 1e6),
    cpu_ms: {
      server: perLetter(after.server - before.server),
      postgres: perLetter(after.postgres - before.postgres),
      load: perLetter(result.cpuSeconds),
    },
  }
}

export function round(value: number, digits = 1): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}
