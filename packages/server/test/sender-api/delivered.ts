import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { bodyOf, type HeadingColumns, headingOf, referenceTo } from '../../src/store/document-seal.ts'
import { type LetterSpec, sendingOf } from './multipart-body.ts'
import { call, type Response } from './signed-client.ts'
import type { TestServer } from './test-server.ts'

/**
 * Sends a letter, which must be delivered, and reads what the database has of it and its primary document, with what is
 * sealed in it opened.
 */
export async function delivered(
  at: TestServer,
  as: string,
  spec: LetterSpec = {},
): Promise<{ response: Response; row: Record<string, unknown>; read: () => AsyncIterable<Uint8Array> }> {
  const sending = { ...sendingOf(spec), as }
  const response = await call(at, sending)
  assert.equal(response.status, 200, response.text)
  const { read, ...row } = await storedRow(at, sending.uuid)
  return { response, row, read }
}

/** Of the letter that has this primary document. */
export async function storedRow(
  at: TestServer,
  uuid: string,
): Promise<Record<string, unknown> & { read: () => AsyncIterable<Uint8Array> }> {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT l.*, m.message_id AS reference, m.broker_id, m.sender_id, d.* FROM letter l
    JOIN message m ON m.id = l.message_id JOIN document d ON d.message_id = m.id AND d.position = 0
    WHERE d.uuid = ${uuid}`.execute(at.deps.db)
  const [row] = rows as (Record<string, unknown> & StoredRow)[]
  assert.ok(row)
  const { keyring, content } = at.deps
  const sealed = { id: row.id, mailboxId: row.mailbox_id }
  const stored = { blobKey: row.blob_key, column: 'wrapped_key', wrapped: row.wrapped_key } as const
  const reference = referenceTo(keyring, sealed, stored)
  assert.ok(reference)
  const opened = { ...headingOf(keyring, sealed, row), ...bodyOf(keyring, sealed, row) }
  return { ...row, ...opened, read: () => content.read(reference) }
}

interface StoredRow extends HeadingColumns {
  id: string
  mailbox_id: string
  blob_key: string
  wrapped_key: Buffer
  data_type_encrypted: Buffer | null
  data_type_xml: null
  content_hash_encrypted: Buffer
  content_hash: null
}
