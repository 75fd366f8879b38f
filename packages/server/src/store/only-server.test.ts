import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { StartError } from '../config/start-error.ts'
import { testDatabase } from '../testing/index.ts'
import { stayOnlyServer } from './only-server.ts'

const unexpected = (): void => assert.fail('not expected')
const quiet = { lost: unexpected, back: unexpected, failed: unexpected }

test('a second server on one database is refused, and told who the first is, until the first has gone', async () => {
  await using database = await testDatabase()
  const first = await stayOnlyServer(database.url, quiet)
  await assert.rejects(stayOnlyServer(database.url, quiet), (error) => {
    assert.ok(error instanceof StartError)
    assert.match(error.message, new RegExp(`process ${process.pid} on .* already uses the database of DATABASE_URL`))
    return true
  })
  await first.close()
  await (await stayOnlyServer(database.url, quiet)).close()
})

test('a claim that is lost with its connection is had back', async () => {
  await using database = await testDatabase()
  const told: string[] = []
  const back = Promise.withResolvers<void>()
  const server = await stayOnlyServer(database.url, {
    lost: () => void told.push('lost'),
    back: () => back.resolve(),
    failed: unexpected,
  })
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE ${`process ${process.pid} on %`}`.execute(database.db)
  await back.promise
  assert.deepEqual(told, ['lost'])
  await assert.rejects(stayOnlyServer(database.url, quiet), StartError)
  await server.close()
})
