import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day, localInstant, moment } from './instant.ts'

it('reads times with an offset, in UTC without one, and days as they begin in Norway', () => {
  assert.equal(moment('2026-12-05T10:00:00+01:00'), '2026-12-05T09:00:00.000Z')
  assert.equal(moment('2026-12-05T10:00:00'), '2026-12-05T10:00:00.000Z')
  assert.equal(moment(' 2026-07-05 '), '2026-07-04T22:00:00.000Z')
})

it('reads the few local times by the clock in Norway', () => {
  assert.equal(localInstant('2026-12-05T10:00:00')?.toISOString(), '2026-12-05T09:00:00.000Z')
})

it('names the day in Norway, whatever the offset', () => {
  assert.equal(day('2025-01-01'), '2025-01-01')
  assert.equal(day('2025-01-01T23:30:00Z'), '2025-01-02')
})

it('knows what is no time', () => {
  for (const text of [undefined, '', 'soon', '2026-02-30', '2026-13-01T00:00:00Z', '0001-01-01']) {
    assert.equal(moment(text), null, text)
  }
})
