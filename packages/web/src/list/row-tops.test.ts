import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { indexAt, topsOf } from './row-tops.ts'

describe('indexAt', () => {
  it('finds the row that covers a distance', () => {
    const tops = [0, 72, 168, 240]
    for (const [distance, index] of [
      [-50, 0],
      [0, 0],
      [71, 0],
      [72, 1],
      [167, 1],
      [168, 2],
      [9999, 2],
    ] as const) {
      assert.equal(indexAt(tops, distance), index, `${distance}`)
    }
  })

  it('agrees with looking at each row', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(heights, fc.integer({ min: 0, max: 10_000 }), (rows, distance) => {
        const tops = topsOf(rows, (height) => height)
        const plain = rows.findIndex((_, at) => (tops[at + 1] ?? 0) > distance)
        assert.equal(indexAt(tops, distance), plain === -1 ? rows.length - 1 : plain)
      }),
    )
  })
})
