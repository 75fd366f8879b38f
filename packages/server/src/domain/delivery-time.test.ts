import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decideDeliveryTime } from './delivery-time.ts'

const now = new Date('2026-11-23T12:00:00Z')
const decide = (asked: string | undefined, version: 'v6' | 'v7' | 'v8' = 'v8', permitted = true) => {
  const { deliveryTime, problems } = decideDeliveryTime(asked, { now, version, permitted })
  return [deliveryTime.toISOString(), ...problems.map(({ code }) => code)]
}

describe('decideDeliveryTime', () => {
  it('is now when nothing is asked, without a permission', () => {
    assert.deepEqual(decide(undefined, 'v8', false), [now.toISOString()])
  })

  it('takes a time to come, without a zone in Norwegian time', () => {
    assert.deepEqual(decide('2026-11-23T13:00:00.5'), ['2026-11-23T12:00:00.500Z'])
    assert.deepEqual(decide('2026-11-23T12:00:00Z'), ['2026-11-23T12:00:00.000Z'])
  })

  it('takes a past time from v6 only', () => {
    for (const version of ['v7', 'v8'] as const) {
      assert.deepEqual(decide('2026-11-23T11:54:59Z', version), [
        '2026-11-23T11:54:59.000Z',
        'DELIVERY_DATE_HISTORICAL',
      ])
    }
    assert.deepEqual(decide('2010-01-01T00:00:00Z', 'v6'), ['2010-01-01T00:00:00.000Z'])
  })

  it('takes a time that only another clock has past for now', () => {
    assert.deepEqual(decide('2026-11-23T11:55:00Z', 'v8'), [now.toISOString()])
    assert.deepEqual(decide('2026-11-23T11:59:59Z', 'v8', false), [now.toISOString(), 'ILLEGAL_ACCESS'])
  })

  it('refuses what no answer could say back, after which the letter would be there and its sender not know', () => {
    const codes = (asked: string) => decide(asked, 'v6').slice(1)
    assert.deepEqual(codes('9999-12-31T23:59:59Z'), ['VALIDATION_FAILED'])
    assert.deepEqual(codes('0001-01-01T00:00:00+14:00'), ['VALIDATION_FAILED'])
    assert.deepEqual(codes('9998-12-31T23:59:59Z'), [])
    assert.deepEqual(codes('1900-01-01T00:00:00Z'), [])
  })

  it('needs a permission for any', () => {
    assert.deepEqual(decide('2027-01-01T00:00:00Z', 'v8', false), ['2027-01-01T00:00:00.000Z', 'ILLEGAL_ACCESS'])
  })
})
