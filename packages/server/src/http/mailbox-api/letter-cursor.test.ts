import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCursor, writeCursor } from './letter-cursor.ts'

const id = '01890000-0000-7000-8000-000000000000'

test('a cursor of ours is read as it was written', () => {
  for (const visibleAt of ['2026-11-23T20:00:00.123456Z', '2028-02-29T00:00:00.000000Z']) {
    assert.deepEqual(readCursor(writeCursor({ visibleAt, id })), { visibleAt, id })
  }
})

test('one that is made up is none, also where only the calendar knows', () => {
  for (const visibleAt of [
    '2026-02-30T00:00:00.000000Z',
    '2026-13-01T00:00:00.000000Z',
    '2026-06-30T24:00:00.000000Z',
    '2026-06-30T23:59:60.000000Z',
    '0000-01-01T00:00:00.000000Z',
    '2026-11-23',
  ]) {
    assert.equal(readCursor(writeCursor({ visibleAt, id })), undefined, visibleAt)
  }
})
