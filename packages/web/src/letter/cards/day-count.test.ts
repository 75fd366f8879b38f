import assert from 'node:assert/strict'
import { it } from 'node:test'
import { daysUntil } from './day-count.ts'

const days = (then: string, now: string) => daysUntil(new Date(then), new Date(now))

it('counts days on the calendar in Norway, not hours', () => {
  assert.equal(days('2026-12-04T23:00:00Z', '2026-11-23T09:00:00Z'), 12)
  assert.equal(days('2026-11-23T22:59:00Z', '2026-11-22T23:01:00Z'), 0)
  assert.equal(days('2026-11-23T23:00:00Z', '2026-11-23T22:59:00Z'), 1)
  assert.equal(days('2026-11-22T22:59:00Z', '2026-11-22T23:01:00Z'), -1)
})

it('is not a day off when the clocks change', () => {
  assert.equal(days('2027-03-28T22:00:00Z', '2027-03-26T23:00:00Z'), 2)
  assert.equal(days('2026-10-25T23:00:00Z', '2026-10-23T22:00:00Z'), 2)
})
