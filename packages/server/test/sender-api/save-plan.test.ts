import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { kari, type LetterSpec, sendingOf } from './multipart-body.ts'
import { addAccount, addPerson } from './register.ts'
import { call } from './signed-client.ts'
import { startServer, type TestServer } from './test-server.ts'

const connections = 10

describe('what PostgreSQL reads to save a letter', () => {
  let at: TestServer
  let as: string
  before(async () => {
    at = await startServer()
    as = await addAccount(at)
    await addPerson(at, { number: kari })
    // As it is between two vacuums.
    await sql`ALTER TABLE blob SET (autovacuum_enabled = false)`.execute(at.deps.db)
  })
  after(() => at[Symbol.asyncDispose]())

  async function send(letters: number, spec: LetterSpec = {}): Promise<void> {
    for (let sent = 0; sent < letters; sent++) {
      const response = await call(at, { ...sendingOf(spec), as })
      assert.equal(response.status, 200, response.text)
    }
  }

  /** Runs the same question on every connection of the pool: each waits until all have begun. */
  async function onEveryConnection<T>(question: ReturnType<typeof sql<T>>): Promise<T[]> {
    const asked = sql<T>`SELECT asked.* FROM (${question}) asked, pg_sleep(0.5)`
    const answers = await Promise.all(Array.from({ length: connections }, () => asked.execute(at.deps.db)))
    return answers.flatMap(({ rows }) => rows)
  }

  async function entriesRead(index: string): Promise<number> {
    await onEveryConnection(sql`SELECT pg_stat_force_next_flush()::text`)
    const { rows } = await sql<{ n: string }>`SELECT idx_tup_read AS n FROM pg_stat_user_indexes
      WHERE indexrelname = ${index}`.execute(at.deps.db)
    return Number(rows[0]?.n)
  }

  /** How often the statement that saves was planned: once for its connection, or again for each letter. */
  async function plans(): Promise<{ once: number; again: number }> {
    const rows = await onEveryConnection(
      sql<{
        once: string
        again: string
      }>`SELECT generic_plans AS once, custom_plans AS again FROM pg_prepared_statements
        WHERE statement LIKE '%INSERT INTO message (%'`,
    )
    const sum = (name: 'once' | 'again') => rows.reduce((total, row) => total + Number(row[name]), 0)
    return { once: sum('once'), again: sum('again') }
  }

  it('the entries of letters saved before are not read again while the tables are young', async () => {
    await send(300)
    const read = await entriesRead('blob_staged')
    assert.ok(read <= 300, `${read} entries for 300 letters`)
  })

  it('the statement is not planned again for each letter, small tables or grown', async () => {
    await sql`INSERT INTO blob (key, state) SELECT 'grown' || n, 'kept' FROM generate_series(1, 100000) n`.execute(
      at.deps.db,
    )
    for (const table of ['blob', 'message', 'document', 'letter']) {
      await sql`VACUUM ANALYZE ${sql.table(table)}`.execute(at.deps.db)
    }
    const before = await plans()
    const readBefore = await entriesRead('blob_staged')
    await send(100)
    const after = await plans()
    // Five tries of a connection go before the plan that stays.
    assert.ok(after.again - before.again <= 5 * connections, JSON.stringify({ before, after }))
    assert.ok(after.once - before.once >= 50, JSON.stringify({ before, after }))
    const read = (await entriesRead('blob_staged')) - readBefore
    assert.ok(read <= 100, `${read} entries for 100 letters`)
  })

  it('letters of any number of documents are saved: their keys are filled up, and found once', async () => {
    for (const count of [1, 2, 4, 6]) {
      const attachments = Array.from({ length: count }, () => ({ uuid: crypto.randomUUID(), content: 'x' }))
      await send(1, { attachments })
    }
    const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM blob WHERE state = 'staged'`.execute(at.deps.db)
    assert.equal(rows[0]?.n, '0')
  })
})
