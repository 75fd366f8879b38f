import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../src/testing/index.ts'

const reference = join(import.meta.dirname, '../../../../docs/reference/stored-columns.md')
const kinds = ['encrypted', 'hashed', 'emptied', 'clear']
/** Types of which no value says anything about a person. */
const silent = ['uuid', 'timestamp with time zone', 'boolean', 'integer', 'bigint']

describe('the table of stored columns', () => {
  let database: TestDatabase
  let written: Map<string, { kept: string; why: string }>
  let stored: { name: string; type: string }[]
  before(async () => {
    database = await testDatabase()
    const rows = (await readFile(reference, 'utf8')).matchAll(/^\| `([\w.]+)` \| (\w+) \| (.*) \|$/gm)
    written = new Map([...rows].map(([, name = '', kept = '', why = '']) => [name, { kept, why }]))
    const found = await sql<{ name: string; type: string }>`
      SELECT table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type <> ALL(${silent})`.execute(database.db)
    stored = found.rows
  })
  after(() => database[Symbol.asyncDispose]())

  test('has a row for every column, with a reason', () => {
    const missing = stored.filter(({ name }) => !written.has(name)).map(({ name }) => name)
    assert.deepEqual(missing, [], `say in docs/reference/stored-columns.md how each is kept, and why`)
    for (const [name, { kept, why }] of written) {
      assert.ok(kinds.includes(kept), `${name}: ${kept}`)
      assert.ok(why.trim().length > 3, `${name} has no reason`)
    }
  })

  test('has no row for a column that is not there', () => {
    const names = new Set(stored.map(({ name }) => name))
    assert.deepEqual(
      [...written.keys()].filter((name) => !names.has(name)),
      [],
    )
  })

  test('calls only bytes encrypted', () => {
    const bytes = new Set(stored.filter(({ type }) => type === 'bytea').map(({ name }) => name))
    const wrong = [...written].filter(([name, { kept }]) => kept === 'encrypted' && !bytes.has(name))
    assert.deepEqual(wrong, [])
  })
})
