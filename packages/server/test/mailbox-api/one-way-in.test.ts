import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../../src/', import.meta.url))
const read = (path: string) => readFileSync(join(source, path), 'utf8')

/** Store modules that speak about the letters of one mailbox: their functions take a scope, or are shared by those. */
const aboutLetters = globSync('store/*.ts', { cwd: source })
  // activity.ts only writes: whoever does something to a mailbox may, and must, say so.
  .filter((path) => !/\.test\.ts$|\/activity\.ts$/.test(path) && /\bMailboxScope\b/.test(read(path)))
  .map((path) => basename(path))

/** Who may call them past the handle, and what for. Adding to it is a decision. */
const allowed: Record<string, readonly string[]> = {
  // The handle itself.
  'http/mailbox-api/reader.ts': ['mailbox.ts'],
  // Expired links are nobody's.
  'http/mailbox-api/sweep.ts': ['content-links.ts'],
}

/** Writing down what was done in a mailbox, where nobody is signed in to it (yet, or any more), shows nothing of it. */
function onlyRecords(text: string): boolean {
  const uses = text.match(/\bstoredMailbox\(/g) ?? []
  return uses.length === (text.match(/\bstoredMailbox\(\{[^}]*\}\)\s*\.recordActivity\(/g) ?? []).length
}

test('the modules about letters are known', () => {
  for (const name of ['letters.ts', 'letter-documents.ts', 'letter-places.ts', 'delete-letters.ts', 'mailbox.ts']) {
    assert.ok(aboutLetters.includes(name), name)
  }
})

/** The modules of the store that a text imports more than types from. */
function storeModulesUsed(text: string): string[] {
  const imports = text.matchAll(/import (\{[^}]*\}|[\w*]+[^'"]*?) from '[^']*store\/([^']+)'/g)
  return [...imports].flatMap(([, names = '', module = '']) =>
    names.startsWith('type ') || names.replaceAll(/\btype \w+/g, '').match(/\w+/) === null ? [] : [module],
  )
}

test('nobody outside the store reaches letters but by the handle bound to one mailbox', () => {
  const found: string[] = []
  for (const path of globSync('**/*.ts', { cwd: source })) {
    if (path.startsWith('store/') || path.endsWith('.test.ts')) continue
    for (const name of storeModulesUsed(read(path)).filter((module) => aboutLetters.includes(module))) {
      if (name === 'mailbox.ts' && onlyRecords(read(path))) continue
      if (allowed[path]?.includes(name) !== true) found.push(`${path} uses store/${name}`)
    }
  }
  assert.deepEqual(found, [])
})

test('no endpoint knows a mailbox id from a request', () => {
  for (const path of globSync('http/mailbox-api/**/*.ts', { cwd: source })) {
    assert.doesNotMatch(read(path), /request\.(body|params|query|headers)\.mailbox/i, path)
  }
  assert.doesNotMatch(read('http/mailbox-api/schemas.ts'), /mailboxId/)
})
