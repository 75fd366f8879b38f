import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { root } from '../step.ts'

const page = readFileSync(join(root, 'docs/explain/accessibility-checks.md'), 'utf8')
const rows = [...page.matchAll(/^\| (\d+) \| (.+) \| (.+) \|$/gm)].map(([, number, , proof = '']) => ({
  number,
  proof,
}))

const named = rows.flatMap(({ number, proof }) =>
  [...proof.matchAll(/`([\w./-]+\.test\.ts)` “([^”]+)”/g)].map(([, path = '', name = '']) => ({ number, path, name })),
)

test('every point of the checklist has its row', () => {
  assert.deepEqual(
    rows.map(({ number }) => Number(number)),
    Array.from({ length: 25 }, (_, at) => at + 1),
  )
})

test('every row names a test, or says that it needs people', () => {
  const bare = rows.filter(({ number, proof }) => !named.some((one) => one.number === number) && !/People/.test(proof))
  assert.deepEqual(bare, [])
})

test('every test that is named is there, under that name', () => {
  assert.ok(named.length > 40, `${named.length} are named`)
  const missing = named.filter(({ path, name }) => {
    const full = join(root, path.includes('/') ? path : `packages/web/test/${path}`)
    if (!existsSync(full)) return true
    const source = readFileSync(full, 'utf8')
    return !["'", '"', '`'].some((quote) => source.includes(`(${quote}${name}${quote}`))
  })
  assert.deepEqual(missing, [])
})
