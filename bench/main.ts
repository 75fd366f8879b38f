/**
 * `npm run bench [-- throughput | memory | web | seal] [--json] [--keep] [--profile] [--concurrency N]`
 * A budget of the web that is exceeded fails the run; on a machine that is busy with something else it will be.
 * `--keep` writes the figures, with the day and the shape of the machine, to bench/results.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine } from './machine.ts'
import { measureMemory } from './memory.ts'
import { measureSealing } from './seal.ts'
import { measureThroughput, type Throughput } from './throughput.ts'
import { measureWeb, type WebFigures, webTable } from './web.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    keep: { type: 'boolean' },
    profile: { type: 'boolean' },
    concurrency: { type: 'string' },
  },
})
const [what = 'throughput'] = positionals
const profileDirectory = values.profile === true ? join(process.cwd(), '.cache/bench-profile') : undefined

async function measure(): Promise<object> {
  if (what === 'throughput') {
    const concurrency = values.concurrency === undefined ? undefined : Number(values.concurrency)
    return measureThroughput({ profileDirectory, concurrency })
  }
  if (what === 'memory') return measureMemory()
  if (what === 'web') return measureWeb()
  if (what === 'seal') return measureSealing()
  throw new Error(`There is no bench “${what}”; there are throughput, memory, web and seal.`)
}

function table({ levels, crypto_limit_per_second, ratio }: Throughput): string {
  const cells = [
    ['at once', 'letters/s', 'p50 ms', 'p99 ms', 'peak MB', 'cpu ms per letter: server', 'postgres', 'load'],
    ...levels.map((level) => [
      level.concurrency,
      level.letters_per_second,
      level.p50_ms,
      level.p99_ms,
      level.rss_mb,
      level.cpu_ms.server,
      level.cpu_ms.postgres,
      level.cpu_ms.load,
    ]),
  ]
  const widths = cells[0]?.map((title) => String(title).length + 2) ?? []
  const lines = cells.map((row) => row.map((cell, column) => String(cell).padStart(widths[column] ?? 0)).join(''))
  return `${lines.join('\n')}\n\nthe cryptography alone: ${crypto_limit_per_second}/s on all cores; ratio ${ratio}`
}

function tableOf(measured: object): string {
  if ('levels' in measured) return table(measured as Throughput)
  if ('rows' in measured) return webTable(measured as WebFigures)
  return JSON.stringify(measured, null, 2)
}

const figures = await measure()
const result = { bench: what, date: new Date().toISOString(), machine: machine(), ...figures }
if (values.json === true) console.log(JSON.stringify(result, null, 2))
else console.log(tableOf(figures))
if ('over' in figures && figures.over !== 0) process.exitCode = 1
if (values.keep === true) {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const name = `${result.date.slice(0, 10)}-${what}-${result.machine.cores}-cores.json`
  writeFileSync(join(folder, name), `${JSON.stringify(result, null, 2)}\n`)
}
if (profileDirectory !== undefined) console.log(`profile of the server: ${profileDirectory}`)
