import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseMoment } from './moment.ts'

const read = (text: string, implied?: 'UTC' | 'Norway') => parseMoment(text, implied)?.toISOString()

describe('parseMoment', () => {
  it('reads no instant after the year 9999, which an offset can lead to', () => {
    assert.equal(read('9999-12-31T23:59:59.999999999-14:00'), undefined)
    assert.equal(read('9999-12-31T23:59:59Z'), '9999-12-31T23:59:59.000Z')
  })

  it('reads every form of a time with an offset', () => {
    for (const [text, instant] of [
      ['2026-12-24T10:00:00+01:00', '2026-12-24T09:00:00.000Z'],
      ['2026-12-24T10:00+01:00', '2026-12-24T09:00:00.000Z'],
      ['2026-12-24T10:00Z', '2026-12-24T10:00:00.000Z'],
      ['2026-12-24t10:00:00z', '2026-12-24T10:00:00.000Z'],
      ['2026-12-24T10:00:00.5+01:00', '2026-12-24T09:00:00.500Z'],
      ['2026-12-24T10:00:00.123456789-02:30', '2026-12-24T12:30:00.123Z'],
      ['2026-12-24T10:00:00+01:00[Europe/Oslo]', '2026-12-24T09:00:00.000Z'],
      ['2026-12-24T10:00:00+18:00', '2026-12-23T16:00:00.000Z'],
      ['2026-12-24T10:00:00+01:00:30', '2026-12-24T08:59:30.000Z'],
      ['\n 2026-12-24T10:00:00+01:00 ', '2026-12-24T09:00:00.000Z'],
      ['2028-02-29T10:00:00Z', '2028-02-29T10:00:00.000Z'],
    ]) {
      assert.equal(read(text ?? ''), instant, text)
    }
  })

  it('reads a time without an offset in UTC, or by the clock in Norway where the field is a local time', () => {
    assert.equal(read('2026-12-24T10:00:00'), '2026-12-24T10:00:00.000Z')
    assert.equal(read('2026-12-24T10:00', 'Norway'), '2026-12-24T09:00:00.000Z')
    assert.equal(read('2026-06-24T10:00:00.25', 'Norway'), '2026-06-24T08:00:00.250Z')
    assert.equal(read('2026-12-24T10:00:00Z', 'Norway'), '2026-12-24T10:00:00.000Z')
  })

  it('returns undefined for what is no time', () => {
    for (const text of [
      ...[
        '',
        'i morgen',
        '27.06.2026 10:00',
        '2026-12-24',
        '2026-12-24 10:00:00',
        '10:00',
        '2026-12-24T10',
        '20261224T1000Z',
      ],
      ...['2026-02-30T10:00:00Z', '2027-02-29T10:00Z', '2026-13-01T10:00Z', '2026-00-10T10:00Z', '2026-12-00T10:00Z'],
      ...['2026-12-24T24:00:00+01:00', '2026-12-24T10:60Z', '2026-12-24T10:00:60Z', '2026-12-24T10:00:00.Z'],
      ...[
        '2026-12-24T10:00:00+0100',
        '2026-12-24T10:00:00+01',
        '2026-12-24T10:00:00+19:00',
        '2026-12-24T10:00:00+18:01',
      ],
      ...[
        '2026-12-24T10:00:00+01:00[Europe/Olso]',
        '2026-12-24T10:00:00[Europe/Oslo]',
        '2026-12-24T10:00:00.1234567890Z',
      ],
      ...[
        '12026-12-24T10:00:00Z',
        '-2026-12-24T10:00:00Z',
        '0999-12-24T10:00:00Z',
        '٢٠٢٦-12-24T10:00:00Z',
        '2026-12-24T10:00:00 Z',
      ],
    ]) {
      assert.equal(read(text), undefined, text)
    }
  })
})
