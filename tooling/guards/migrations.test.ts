import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { root } from '../step.ts'

const folder = 'packages/server/src/store/migrations'
const names = readdirSync(join(root, folder)).sort()

test('migrations have a number each, and are named for what they do', () => {
  assert.ok(names.length > 0)
  for (const name of names) assert.match(name, /^\d{4}_[a-z0-9_]+\.sql$/)
  assert.equal(new Set(names.map((name) => name.slice(0, 4))).size, names.length)
})

test('a migration that was released is never edited', () => {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const tags = git('tag', '--list', 'v*').split('\n').filter(Boolean)
  for (const tag of tags) {
    const released = git('ls-tree', '--name-only', `${tag}:${folder}`).split('\n').filter(Boolean)
    for (const name of released) {
      assert.ok(names.includes(name), `${name} was released in ${tag} and is gone`)
      const now = readFileSync(join(root, folder, name), 'utf8')
      assert.equal(now, git('show', `${tag}:${folder}/${name}`), `${name} was released in ${tag} and has been edited`)
    }
  }
})

test('migrations only add: what an older version still uses is not taken away', () => {
  for (const name of names) {
    const sql = readFileSync(join(root, folder, name), 'utf8').replaceAll(/--.*$/gm, '')
    assert.doesNotMatch(sql, /\b(DROP\s+(TABLE|COLUMN)|RENAME\s+(TO|COLUMN)|TRUNCATE)\b/i, name)
  }
})
