import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doubtClock, steadyEnough, steadyTime } from './clock-doubt.ts'

const hour = 3_600_000
const day = 24 * hour
const start = new Date('2026-11-23T09:00:00Z')
const after = (ms: number): Date => new Date(start.getTime() + ms)
const doubt = (now: Date, databaseNow = now, knownAheadMs = 0): string | undefined =>
  doubtClock({ now, databaseNow, knownAheadMs, lastTrusted: start })?.kind

test('a clock is doubted from three days ahead and from an hour behind', () => {
  assert.equal(doubt(start), undefined)
  assert.equal(doubt(after(3 * day)), undefined)
  assert.equal(doubt(after(3 * day + 1)), 'ahead')
  assert.equal(doubt(after(45 * day)), 'ahead')
  assert.equal(doubt(after(-hour)), undefined)
  assert.equal(doubt(after(-hour - 1)), 'behind')
})

test('a clock that differs from the database’s is doubted, unless by as much as was confirmed', () => {
  assert.equal(doubt(after(11 * 60_000), start), 'apart')
  assert.equal(doubt(after(-11 * 60_000), start), 'apart')
  assert.equal(doubt(after(2 * day), start, 2 * day), undefined)
  assert.equal(doubt(after(2 * day), start, 0), 'apart')
})

test('an installation without any stored time trusts its clock', () => {
  assert.equal(doubtClock({ now: start, databaseNow: start, knownAheadMs: 0, lastTrusted: undefined }), undefined)
})

test('only time that the process has measured is steady, over restarts, and a jump begins again', () => {
  let steady = { at: start, steadyMs: steadyTime(undefined, start) }
  const check = (at: Date, measuredMs?: number): number => {
    steady = { at, steadyMs: steadyTime(steady, at, measuredMs) }
    return steady.steadyMs
  }
  assert.equal(check(after(hour), hour), hour)
  assert.equal(check(after(day)), hour, 'it was switched off for a while')
  assert.equal(check(after(day + hour), hour), 2 * hour)
  assert.equal(check(after(3 * day), hour), 0, 'it jumped while the process ran')
  assert.equal(check(after(3 * day + hour), hour), hour)
  assert.equal(check(after(10 * day)), 0, 'it jumped while the process did not run')
  assert.ok(steadyEnough >= 7 * day)
})
