import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { capture, root } from '../step.ts'
import { secondTries } from './areas.ts'

const report = join(root, 'tooling/testing/report.ts')

/** Longer than any machine needs to start a program: only what never ends meets it, and has less. */
const enoughMs = 300_000

/** Runs one test source through the report, in a process of its own as `npm test` does. */
async function reported(
  source: string,
  { tries = 1, timeout = enoughMs } = {},
): Promise<{ printed: string; tally: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'brevdue-report-'))
  try {
    writeFileSync(join(folder, 'x.test.mjs'), source)
    writeFileSync(
      join(folder, 'main.mjs'),
      `import { run } from 'node:test'
       import { Report } from ${JSON.stringify(report)}
       const files = [${JSON.stringify(join(folder, 'x.test.mjs'))}]
       const report = new Report()
       for (let tried = 0; tried < ${tries}; tried += 1)
         await report.follow('x.test.mjs', run({ files, timeout: ${timeout}, execArgv: ['--test-force-exit'] }))
       console.log('tally', JSON.stringify(report.close()))`,
    )
    // A runner inside a test would report to its parent, were it not told that it is no child.
    const { output } = await capture('env', ['-u', 'NODE_TEST_CONTEXT', process.execPath, join(folder, 'main.mjs')])
    return { printed: output, tally: /tally (.*)/.exec(output)?.[1] ?? output }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const head = "import test from 'node:test'\nimport assert from 'node:assert/strict'\n"

test('counts what passed, failed and was skipped, and lists every skip with its reason', async () => {
  const { printed, tally } = await reported(
    `${head}test('good', () => {})\ntest('bad', () => assert.equal(1, 2))\ntest('left out', (t) => t.skip('no such machine'))\ntest('outer', async (t) => { await t.test('inner', () => {}) })`,
  )
  assert.equal(tally, '{"passed":3,"failed":1,"skipped":1}')
  assert.match(printed, /left out: no such machine/)
  assert.match(printed, /bad[\s\S]*1 !== 2/)
  assert.match(printed, /ℹ tests 5/)
})

test('a failure inside another test counts once', async () => {
  const { tally } = await reported(
    `${head}test('outer', async (t) => { await t.test('inner', () => assert.ok(false)) })`,
  )
  assert.equal(tally, '{"passed":0,"failed":1,"skipped":0}')
})

test('a source that throws before its first test has failed', async () => {
  assert.equal((await reported(`${head}throw new Error('broken')`)).tally, '{"passed":0,"failed":1,"skipped":0}')
})

test('a source that never ends has failed', async () => {
  const { tally } = await reported(`${head}test('forever', () => new Promise(() => setInterval(() => {}, 1000)))`, {
    timeout: 2000,
  })
  assert.match(tally, /"failed":[12],/)
})

test('the second try of a file counts, and the failure of the first is told', async () => {
  const once = `import { existsSync, writeFileSync } from 'node:fs'
    const mark = new URL('tried', import.meta.url)
    test('late once', () => { if (existsSync(mark)) return; writeFileSync(mark, ''); assert.fail('too late') })`
  const { printed, tally } = await reported(`${head}${once}`, { tries: 2 })
  assert.equal(tally, '{"passed":1,"failed":0,"skipped":0}')
  assert.match(printed, /FAILED AT THE FIRST TRY \(1\)[\s\S]*late once[\s\S]*too late/)
  assert.match(printed, /ℹ tests 1\n/)
  const never = await reported(`${head}test('bad', () => assert.fail('still'))`, { tries: 2 })
  assert.equal(never.tally, '{"passed":0,"failed":1,"skipped":0}')
})

test('only a few failures of browser tests, and of nothing else, are tried a second time', () => {
  const web = ['list', 'undo', 'bulk', 'places'].map((name) => `packages/web/test/${name}.test.ts`)
  assert.deepEqual(secondTries(web.slice(0, 3)), web.slice(0, 3))
  assert.deepEqual(secondTries(web), [])
  assert.deepEqual(secondTries([...web.slice(0, 1), 'packages/server/test/crash/kill.test.ts']), [])
})
