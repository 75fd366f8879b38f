import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { schemaOf } from '../../src/elements/index.ts'

const directory = join(import.meta.dirname, '../../../../docs/reference/xsd')

for (const [edition, name] of [
  ['v6', 'api_v6.xsd'],
  ['v7', 'api_v7.xsd'],
  ['v8', 'api_v8.xsd'],
  ['datatypes', 'datatypes.xsd'],
] as const) {
  test(`${name} is what the tables say; if not, run "npm run xsd"`, () => {
    assert.equal(readFileSync(join(directory, name), 'utf8'), schemaOf(edition))
  })
}
