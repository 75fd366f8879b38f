import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { kari, sendingOf } from './multipart-body.ts'
import { RawConnection } from './raw-connection.ts'
import { addAccount, addPerson } from './register.ts'
import { allHeaders, assertSigned, call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

describe('faults of our own', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    await addPerson(at, { number: kari })
  })
  after(() => at[Symbol.asyncDispose]())

  it('are told by a reference, and by nothing else', async () => {
    await sql`ALTER TABLE letter RENAME COLUMN due_at TO due_at_away`.execute(at.deps.db)
    const response = await call(at, { ...sendingOf(), as })
    await sql`ALTER TABLE letter RENAME COLUMN due_at_away TO due_at`.execute(at.deps.db)
    assert.deepEqual([response.status, response.element('error-code')], [500, 'SERVER_ERROR'])
    const message = response.element('error-message') ?? ''
    assert.equal(/column|letter |due_at|SELECT/i.test(message), false, message)
    const reference = /[0-9a-f-]{36}/.exec(message)?.[0] ?? 'none'
    assert.equal(at.logged.filter((line) => line.includes(reference)).length, 1)
    assert.deepEqual(await at.blobsOnDisk(), [])
  })

  it('are called an outage when the database is away', async () => {
    await sql`ALTER TABLE account RENAME TO account_away`.execute(at.deps.db)
    // As PostgreSQL itself says it when an operator stops it.
    await sql`CREATE FUNCTION stopping(bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'terminating connection' USING ERRCODE = '57P01'; END $$`.execute(at.deps.db)
    await sql`CREATE VIEW account AS SELECT stopping(id) AS id, name, organisation_number, part_id, kind, permissions,
      active, created_at FROM account_away`.execute(at.deps.db)
    const response = await call(at, { as })
    await sql`DROP VIEW account`.execute(at.deps.db)
    await sql`ALTER TABLE account_away RENAME TO account`.execute(at.deps.db)
    assert.deepEqual([response.status, response.element('error-code')], [503, 'API_UNAVAILABLE'], response.text)
    assert.equal((await call(at, { as })).status, 200)
  })

  it('are not the form of a target: with scheme and host it is the same', async () => {
    using connection = new RawConnection(at)
    connection.writeHead('GET http://api.example.test/ HTTP/1.1', { ...allHeaders({ as }), Host: 'api.example.test' })
    const response = await connection.response()
    assertSigned(at, response, '/')
    assert.equal(response.status, 200, response.text)
  })
})
