import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDateTime, parseDateTime } from './date-time.ts'

const instants: readonly (readonly [lexical: string, utc: string, why: string])[] = [
  ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z', 'UTC'],
  ['2016-12-07T08:45:32.675+01:00', '2016-12-07T07:45:32.675Z', 'an offset'],
  ['2026-01-31T12:00:00-05:30', '2026-01-31T17:30:00.000Z', 'a negative offset'],
  ['2026-01-31T12:00:00.1239999Z', '2026-01-31T12:00:00.123Z', 'more digits than milliseconds'],
  ['2026-01-31T12:00:00.5Z', '2026-01-31T12:00:00.500Z', 'fewer digits than milliseconds'],
  ['2026-01-31T12:00:00', '2026-01-31T11:00:00.000Z', 'without a zone, Norwegian winter'],
  ['2026-07-01T12:00:00', '2026-07-01T10:00:00.000Z', 'without a zone, Norwegian summer'],
  ['2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z', 'just before the change in spring'],
  ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z', 'skipped in spring'],
  ['2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z', 'just after the change in spring'],
  ['2026-10-25T01:59:59', '2026-10-24T23:59:59.000Z', 'before the change in autumn'],
  ['2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z', 'twice in autumn, the first'],
  ['2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z', 'after the change in autumn'],
  ['2026-02-28T24:00:00Z', '2026-03-01T00:00:00.000Z', 'midnight at the end of the day'],
  ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000Z', 'a year of two digits'],
]

for (const [lexical, utc, why] of instants) {
  test(`${lexical} is ${utc}: ${why}`, () => {
    assert.equal(parseDateTime(lexical).toISOString(), utc)
  })
}

for (const lexical of ['', 'x', '2026-01-31', '2026-02-30T12:00:00Z', '2026-01-31T12:00', '12026-01-01T00:00:00Z']) {
  test(`${JSON.stringify(lexical)} is refused`, () => {
    assert.throws(() => parseDateTime(lexical), { code: 'SCHEMA_VALIDATION_ERROR' })
  })
}

test('what is written has the offset of Norway and milliseconds', () => {
  assert.equal(formatDateTime(new Date('2016-12-07T07:45:32.675Z')), '2016-12-07T08:45:32.675+01:00')
  assert.equal(formatDateTime(new Date('2026-07-01T10:00:00Z')), '2026-07-01T12:00:00.000+02:00')
  assert.equal(formatDateTime(new Date('2026-12-31T23:30:00Z')), '2027-01-01T00:30:00.000+01:00')
})

test('what is written is read as the same instant', () => {
  const range = { min: new Date('1900-01-01T00:00:00Z'), max: new Date('2200-01-01T00:00:00Z'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(range), (instant) => {
      assert.equal(parseDateTime(formatDateTime(instant)).getTime(), instant.getTime())
    }),
  )
})
