import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../testing/test-database.ts'
import { migrate, readMigrations } from './migrate.ts'

const added = { name: '9999_added.sql', sql: 'CREATE TABLE added (id integer PRIMARY KEY)', checksum: 'aa' }

test('two processes migrating at once apply each migration once', async () => {
  await using database = await testDatabase()
  const wanted = [...(await readMigrations()), added]
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, wanted)))
  assert.deepEqual(results.flat(), ['9999_added.sql'])
  const { rows } = await sql<{ name: string }>`SELECT name FROM migration ORDER BY name`.execute(database.db)
  assert.deepEqual(
    rows.map((row) => row.name),
    wanted.map((migration) => migration.name),
  )
})

test('a database that a newer version made is refused, and left as it is', async () => {
  await using database = await testDatabase()
  const wanted = await readMigrations()
  await migrate(database.url, [...wanted, added])
  await assert.rejects(
    migrate(database.url, wanted),
    /newer than this version of Brevdue: it has the migration 9999_added\.sql/,
  )
})

test('a migration whose text has changed is refused', async () => {
  await using database = await testDatabase()
  const wanted = await readMigrations()
  const changed = wanted.map((migration, index) => (index === 0 ? { ...migration, checksum: 'bb' } : migration))
  await assert.rejects(migrate(database.url, changed), /another text of the migration 0001_/)
})

test('a migration that fails leaves nothing behind', async () => {
  await using database = await testDatabase()
  const broken = { ...added, sql: 'CREATE TABLE half (id integer); SELECT 1/0' }
  await assert.rejects(migrate(database.url, [...(await readMigrations()), broken]), /9999_added\.sql failed/)
  const { rows } = await sql<{ found: string | null }>`SELECT to_regclass('half') AS found`.execute(database.db)
  assert.equal(rows[0]?.found, null)
})

test('every migration has a number of its own', async () => {
  const numbers = (await readMigrations()).map(({ name }) => name.slice(0, 5))
  assert.ok(
    numbers.every((number) => /^\d{4}_$/.test(number)),
    numbers.join(', '),
  )
  assert.equal(new Set(numbers).size, numbers.length)
})

test('a database that cannot be reached is explained without its password', async () => {
  await assert.rejects(migrate('postgres://someone:hidden@127.0.0.1:1/somewhere'), (error: Error) => {
    assert.equal(error.name, 'StartError')
    assert.match(error.message, /ECONNREFUSED\) at 127\.0\.0\.1, port 1, database somewhere, account someone/)
    assert.doesNotMatch(error.message, /hidden/)
    return true
  })
})
