/**
 * `npm test [-- area or part of a path …]`: builds what the tests need, gives them one PostgreSQL, runs them with
 * node:test. Without words it runs everything that CI runs, `npm run check` included.
 */
import { spawnSync } from 'node:child_process'
import { setMaxListeners } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { startTestPostgres } from '@brevdue/server/testing'
import { webPagesAreStale } from '../packages/cli/src/web-pages.ts'
import { runChecks } from './checks.ts'
import { environment, root } from './step.ts'
import { secondTries, testFiles } from './testing/areas.ts'
import { Report, type Tally } from './testing/report.ts'

const words = process.argv.slice(2)
const files = testFiles(words)
const minutes = (count: number) => count * 60_000
const ci = process.env['CI'] !== undefined

function node(script: string): boolean {
  return (
    spawnSync(process.execPath, [join(root, script)], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    }).status === 0
  )
}

/** The pages are built anew when everything runs, and when they have changed since. @returns whether they are there */
function build(): boolean {
  const needed = files.some((path) => /packages\/(web|server|cli)\//.test(path))
  if (!needed || (words.length > 0 && !ci && !webPagesAreStale())) return true
  return node('tooling/build.ts')
}

/** One PostgreSQL for all test files; each file has databases of its own in it. It ends with this process. */
async function shareDatabase(): Promise<void> {
  if (!files.some((path) => /packages\/(server|cli|client|web)\/|bench\//.test(path))) return
  process.env['BREVDUE_TEST_DATABASE_URL'] ??= (await startTestPostgres()).url
}

// Without a language a browser cannot name what it saves: a bare CI machine has none.
if (process.env['LC_ALL'] === undefined) process.env['LANG'] ??= 'C.UTF-8'

// Without this a signal would end the process without its 'exit' event, and leave the database running.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

/** Each file that runs has some thirty sessions at the one PostgreSQL, which takes 400, and maybe a browser. */
const mostAtOnce = 8

/** As many files at a time as there are cores, each in a process of its own, in the order of the list. */
async function runAll(): Promise<Tally> {
  const report = new Report()
  const waiting = [...files]
  const signal = AbortSignal.timeout(minutes(words.length === 0 ? 50 : 30))
  setMaxListeners(0, signal)
  // What a test leaves open must not keep its process, and with it the whole run, from ending.
  const execArgv = ['--test-force-exit']
  const runOne = (path: string) =>
    report.follow(path, run({ files: [join(root, path)], timeout: minutes(20), execArgv, signal }))
  const lane = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await runOne(path)
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), mostAtOnce) }, lane))
  if (ci) for (const path of secondTries(report.failed())) await runOne(path)
  return report.close()
}

const built = build()
await shareDatabase()
const tally = await runAll()
if (tally.passed === 0) throw new Error('no test has passed: nothing is proven')
const checked = words.length > 0 ? { passed: 0, failed: 0 } : await runChecks()
if (!built) console.error('\nthe web pages do not build: whatever needs them was tried without')
const passed = tally.passed + checked.passed
const failed = tally.failed + checked.failed + (built ? 0 : 1)
if (failed > 0) process.exitCode = 1
console.log(`\n${passed} passed, ${failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`)
