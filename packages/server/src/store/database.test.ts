import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../testing/test-database.ts'

test('numbers and dates that JavaScript would bend stay text; moments become Dates', async () => {
  await using database = await testDatabase()
  const { rows } = await sql`
    SELECT 9007199254740993::bigint AS id, 12345678901234567.89::numeric AS amount, DATE '1999-12-31' AS born,
           TIMESTAMPTZ '2026-03-01T12:00:00Z' AS at, ARRAY['a', 'b'] AS words, '\\x00ff'::bytea AS bytes`.execute(
    database.db,
  )
  assert.deepEqual(rows[0], {
    id: '9007199254740993',
    amount: '12345678901234567.89',
    born: '1999-12-31',
    at: new Date('2026-03-01T12:00:00Z'),
    words: ['a', 'b'],
    bytes: Buffer.from([0, 255]),
  })
})
