/**
 * `npm test [-- area or part of a path …]`: builds what the tests need, gives them one PostgreSQL, runs them with
 * node:test. Without words it runs everything that CI runs, `npm run check` included.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { runChecks } from './checks.ts'
import { environment, root } from './step.ts'
import { testFiles } from './testing/areas.ts'
import { Report } from './testing/report.ts'

const words = process.argv.slice(2)
const files = testFiles(words)
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

/** The pages are built anew when everything runs; a run of one area takes what is there. */
function build(): void {
  const needed = files.some((path) => /packages\/(web|server|cli)\//.test(path))
  const fresh = words.length === 0 || ci || words.includes('web')
  if (!needed || (!fresh && existsSync(join(root, 'packages/web/dist/index.html')))) return
  if (!node('tooling/build.ts')) throw new Error('the web pages do not build')
}

build()
const events = run({
  files: files.map((path) => join(root, path)),
  concurrency: availableParallelism(),
  timeout: 15 * 60 * 1000,
  forceExit: false,
})
const tally = await new Report().follow(events)
if (tally.passed === 0) throw new Error('no test has passed: nothing is proven')
const checked = words.length > 0 ? { passed: 0, failed: 0 } : await runChecks()
const passed = tally.passed + checked.passed
const failed = tally.failed + checked.failed
if (failed > 0) process.exitCode = 1
console.log(`\n${passed} passed, ${failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`)
