import assert from 'node:assert/strict'
import test from 'node:test'
import { trackedTexts } from './tracked.ts'

const sources = [...trackedTexts()]
  .filter(({ path }) => /^(packages|tooling|bench)\/.*\.(ts|tsx|css)$/.test(path) && !path.includes('/src/theme/'))
  .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))

test('no source has more than 400 lines', () => {
  assert.deepEqual(
    sources.filter(({ lines }) => lines > 400),
    [],
  )
})

test('half of the sources have at most 100 lines, and 95 in 100 at most 300', () => {
  const lines = sources.map((source) => source.lines).sort((a, b) => a - b)
  const at = (share: number) => lines[Math.floor(share * (lines.length - 1))] ?? 0
  assert.ok(at(0.5) <= 100, `the median source has ${at(0.5)} lines`)
  assert.ok(at(0.95) <= 300, `one source in twenty has ${at(0.95)} lines or more`)
})

test('no file is named for nothing', () => {
  const empty = /(^|[-/])(users?|managers?|handlers?|helpers?|utils?|common|service|misc)\.[a-z.]+$/
  const named = sources.map(({ path }) => path).filter((path) => !path.includes('/test/'))
  assert.deepEqual(
    named.filter((path) => empty.test(path)),
    [],
  )
})
