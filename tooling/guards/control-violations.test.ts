import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { cruise } from '../boundaries/cruise.ts'
import { capture, root } from '../step.ts'

// A check that sees nothing passes everything. So each is shown something it must refuse.

function tree(sources: Record<string, string>): { path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'brevdue-control-'))
  const whole = {
    'tsconfig.json':
      '{ "compilerOptions": { "target": "es2024", "module": "nodenext", "strict": true, "noEmit": true, "allowImportingTsExtensions": true, "types": [] }, "include": ["packages/**/*.ts"] }',
    'package.json': '{ "type": "module" }',
    ...sources,
  }
  for (const [name, text] of Object.entries(whole)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

const S = 'packages/server/src'
const value = (from: string) => `import { row } from '${from}'\nexport const seen = row\n`
const type = (from: string) => `import type { Row } from '${from}'\nexport type Seen = Row\n`
const store = { [`${S}/store/rows.ts`]: 'export type Row = { id: string }\nexport const row: Row = { id: "1" }\n' }

test('dependency-cruiser refuses what the architecture forbids', async () => {
  using forbidden = tree({
    ...store,
    [`${S}/domain/impure.ts`]: value('../store/rows.ts'),
    [`${S}/domain/reader.ts`]: "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n",
    [`${S}/operations/eager.ts`]: value('../store/rows.ts'),
    [`${S}/store/upside-down.ts`]: "export { shown } from '../http/show.ts'\n",
    [`${S}/http/show.ts`]: 'export const shown = 1\n',
    [`${S}/http/sender-api/a.ts`]: "export { b } from '../mailbox-api/b.ts'\n",
    [`${S}/http/mailbox-api/b.ts`]: 'export const b = 1\n',
    [`${S}/blobs/one.ts`]: "import { two } from './two.ts'\nexport const one = (): number => two()\n",
    [`${S}/blobs/two.ts`]: "import { one } from './one.ts'\nexport const two = (): number => one()\n",
    [`${S}/keys/lost.ts`]: "export { gone } from './nowhere.ts'\n",
    'packages/protocol/src/leak.ts': `export { row } from '../../server/src/store/rows.ts'\n`,
  })
  const { ok, output } = await cruise(forbidden.path)
  assert.equal(ok, false)
  const rules = [...output.matchAll(/error ([a-z-]+): (\S+)/g)].map(
    ([, rule, from]) => `${rule} ${from?.split('/src/')[1]}`,
  )
  assert.deepEqual([...new Set(rules)].sort(), [
    'domain-is-pure domain/impure.ts',
    'domain-is-pure domain/reader.ts',
    'every-import-resolves keys/lost.ts',
    'no-circular blobs/one.ts',
    'operations-never-see-http store/upside-down.ts',
    'operations-see-io-only-as-types operations/eager.ts',
    'packages-enter-by-the-front-door leak.ts',
    'protocol-stands-alone leak.ts',
    'the-two-apis-are-strangers http/sender-api/a.ts',
  ])
})

test('dependency-cruiser lets an operation see storage as types, and types need each other', async () => {
  using allowed = tree({
    ...store,
    [`${S}/operations/lazy.ts`]: type('../store/rows.ts'),
    [`${S}/blobs/one.ts`]: "import type { Two } from './two.ts'\nexport type One = { two?: Two }\n",
    [`${S}/blobs/two.ts`]: "import type { One } from './one.ts'\nexport type Two = { one?: One }\n",
  })
  const { ok, output } = await cruise(allowed.path)
  assert.equal(ok, true, output)
})

test('a tree in which dependency-cruiser sees nothing has failed', async () => {
  using empty = tree({ 'packages/server/src/readme.md': '' })
  assert.equal((await cruise(empty.path)).ok, false)
})

test('the linter knows types: promises that float and any that spreads are refused', async () => {
  using wrong = tree({
    'packages/one/src/wrong.ts': [
      'const later = async (): Promise<number> => Promise.resolve(1)',
      'export function float(): void { later() }',
      'export function misuse(): void { [1].forEach(async () => { await later() }) }',
      'export const parsed: { a: string } = JSON.parse("{}")',
      'export const own = (x: any): string => x.a.b()',
      '',
    ].join('\n'),
  })
  const config = join(root, '.oxlintrc.json')
  const { ok, output } = await capture(
    'oxlint',
    ['-c', config, '--type-aware', '--format', 'unix', 'packages'],
    wrong.path,
  )
  assert.equal(ok, false)
  for (const rule of [
    'no-floating-promises',
    'no-misused-promises',
    'no-unsafe-assignment',
    'no-explicit-any',
    'no-unsafe-call',
    'no-unsafe-member-access',
    'no-unsafe-return',
  ]) {
    assert.match(output, new RegExp(rule))
  }
})
