import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MailError } from '@brevdue/protocol'
import { sql } from 'kysely'
import { testDatabase } from '../testing/test-database.ts'
import { createLogger } from './logger.ts'

function logging(): { lines: string[]; log: ReturnType<typeof createLogger> } {
  const lines: string[] = []
  return { lines, log: createLogger('debug', { write: (line) => void lines.push(line) }) }
}

test('properties with personal data or secrets are left out, however deep', () => {
  const { lines, log } = logging()
  log.info({ code: 'X', recipient: { fullName: 'Kari', list: [{ 'e-mail': 'x' }] }, 'set-cookie': 'x=y' }, 'refused')
  const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>
  assert.deepEqual(line['recipient'], { fullName: '[redacted]', list: [{ 'e-mail': '[redacted]' }] })
  assert.equal(line['set-cookie'], '[redacted]')
  assert.equal(line['code'], 'X')
  assert.equal(line['level'], 'info')
})

test('numbers of eleven digits and e-mail addresses never pass, not even in a text', () => {
  const { lines, log } = logging()
  log.warn({ note: 'for 17922312345' }, 'the number 179223 12345 of kari.nordmann@example.org')
  assert.doesNotMatch(lines.join(), /12345|example\.org/)
  assert.match(lines.join(), /the number \[number\] of \[address\]/)
  JSON.parse(lines[0] ?? '')
})

test('the key of a blob and the id of a document stay whole, whatever digits they have', () => {
  const { lines, log } = logging()
  const ids = {
    blobKey: 'abc17922312345def0123456789abcde',
    documentId: '0192f1c2-7b3a-7c11-8d21-17922312345a',
    fingerprint: 'f17922312345'.padEnd(64, 'e'),
  }
  log.error({ ...ids, note: 'abc17922312345' }, 'lost')
  const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>
  assert.deepEqual([line['blobKey'], line['documentId'], line['fingerprint']], Object.values(ids))
  assert.equal(line['note'], 'abc[number]')
})

test('of a database error the code and the constraint are told, not the values', async () => {
  await using database = await testDatabase()
  const { lines, log } = logging()
  const query = sql`INSERT INTO account (id, name, organisation_number) VALUES (-1, 'Hemmelig', 'x')`
  await assert.rejects(query.execute(database.db), (err) => {
    log.error({ err: new Error('saving failed', { cause: err }) }, 'failed')
    return true
  })
  assert.doesNotMatch(lines.join(), /Hemmelig/)
  assert.match(lines.join(), /account_id_check/)
  assert.match(lines.join(), /23514/)
  assert.match(lines.join(), /saving failed/)
})

test('of an error for the sender its code and detail are told, not its text', () => {
  const { lines, log } = logging()
  log.info({
    err: new MailError('UNKNOWN_RECIPIENT', 'No mailbox for Kari', { detail: { reason: 'none', name: 'Kari' } }),
  })
  assert.doesNotMatch(lines.join(), /Kari/)
  assert.match(lines.join(), /UNKNOWN_RECIPIENT/)
  assert.match(lines.join(), /"reason":"none"/)
})
