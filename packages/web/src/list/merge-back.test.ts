import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { LetterRow } from '@brevdue/server/mailbox-contract'
import fc from 'fast-check'
import { mergeBack } from './merge-back.ts'

/** Letter 0 is the newest. */
const rowAt = (age: number) =>
  ({ id: `${age}`, receivedAt: new Date(Date.UTC(2026, 10, 23) - age * 60_000).toISOString() }) as LetterRow
const rows = (...ages: number[]) => ages.map(rowAt)
const ages = (list: readonly LetterRow[]) => list.map(({ id }) => Number(id))

describe('mergeBack', () => {
  it('puts rows back where they stood', () => {
    const before = rows(1, 2, 3, 4, 5)
    assert.deepEqual(ages(mergeBack(rows(1, 4), before, rows(2, 3, 5))), [1, 2, 3, 4, 5])
  })

  it('leaves what was not asked for out', () => {
    assert.deepEqual(ages(mergeBack(rows(1, 4), rows(1, 2, 3, 4), rows(3))), [1, 3, 4])
  })

  it('finds the place among rows that were loaded since, above and below', () => {
    assert.deepEqual(ages(mergeBack(rows(0, 1, 6, 7), rows(1, 2, 5), rows(2, 5))), [0, 1, 2, 5, 6, 7])
  })

  it('keeps the order of rows that came in the same moment', () => {
    const same = ['a', 'b', 'c'].map((id) => ({ ...rowAt(1), id }))
    assert.deepEqual(
      mergeBack(
        same.filter(({ id }) => id !== 'b'),
        same,
        same.filter(({ id }) => id === 'b'),
      ).map(({ id }) => id),
      ['a', 'b', 'c'],
    )
  })

  it('is the list in order, whatever was taken out and has been loaded since', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 40 }))
    fc.assert(
      fc.property(some, some, some, (before, taken, since) => {
        const inOrder = (list: number[]) => list.toSorted((a, b) => a - b)
        const gone = before.filter((age) => taken.includes(age))
        const loaded = since.filter((age) => !before.includes(age))
        const now = inOrder([...before.filter((age) => !gone.includes(age)), ...loaded])
        const merged = mergeBack(rows(...now), rows(...inOrder(before)), rows(...inOrder(gone)))
        assert.deepEqual(ages(merged), inOrder([...now, ...gone]))
      }),
    )
  })
})
