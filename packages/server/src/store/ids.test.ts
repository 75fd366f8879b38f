import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from './ids.ts'

test('an id is a UUID of version 7 that begins with its time', () => {
  const now = new Date('2026-03-01T12:00:00.123Z')
  const id = newId(now)
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), now.getTime())
})

test('ids of one moment differ, ids of later moments sort later', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  assert.equal(new Set(Array.from({ length: 1000 }, () => newId(now))).size, 1000)
  assert.ok(newId(now) < newId(new Date(now.getTime() + 1)))
})
