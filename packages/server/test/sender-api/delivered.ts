import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { type LetterSpec, sendingOf } from './multipart-body.ts'
import { call, type Response } from './signed-client.ts'
import type { TestServer } from './test-server.ts'

/** Sends a letter, which must be delivered, and reads what the database has of it and its primary document. */
export async function delivered(
  at: TestServer,
  as: string,
  spec: LetterSpec = {},
): Promise<{ response: Response; row: Record<string, unknown> }> {
  const sending = { ...sendingOf(spec), as }
  const response = await call(at, sending)
  assert.equal(response.status, 200, response.text)
  const { rows } = await sql<Record<string, unknown>>`
    SELECT l.*, m.message_id AS reference, m.invoice_reference, m.broker_id, m.sender_id, d.* FROM letter l
    JOIN message m ON m.id = l.message_id JOIN document d ON d.message_id = m.id AND d.position = 0
    WHERE d.uuid = ${sending.uuid}`.execute(at.deps.db)
  assert.ok(rows[0])
  return { response, row: rows[0] }
}
