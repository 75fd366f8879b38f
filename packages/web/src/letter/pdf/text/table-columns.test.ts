import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CellPlace, emptyBefore } from './table-columns.ts'

const cell = (left?: number, right?: number, rest: Partial<CellPlace> = {}): CellPlace => ({
  ...{ colSpan: 1, rowSpan: 1, structId: undefined, headers: [] },
  extent: left === undefined || right === undefined ? undefined : { left, right },
  ...rest,
})

describe('empty cells of a table', () => {
  it('are none where every row is whole', () => {
    const row = [cell(0, 10), cell(20, 30), cell(40, 50)]
    assert.deepEqual(emptyBefore([row, [cell(0, 5), cell(), cell(45, 50)]]), [
      [0, 0, 0],
      [0, 0, 0],
    ])
  })

  it('of a short row are those under which no text lies', () => {
    const whole = [cell(0, 10), cell(20, 30), cell(40, 60)]
    assert.deepEqual(emptyBefore([whole, [cell(0, 8), cell(52, 60)], [cell(21, 25)]]), [[0, 0, 0], [0, 1], [1]])
  })

  it('of a heading row are found by the figures below', () => {
    assert.deepEqual(
      emptyBefore([
        [cell(20, 30), cell(40, 50)],
        [cell(0, 10), cell(22, 30), cell(44, 50)],
      ]),
      [
        [1, 0],
        [0, 0, 0],
      ],
    )
  })

  it('are found by the headings that a cell names, wherever it lies', () => {
    const heading = (id: string, left: number): CellPlace => cell(left, left + 5, { structId: id })
    const rows = [[heading('a', 0), heading('b', 20), heading('c', 40)], [cell(1, 2, { headers: ['c'] })]]
    assert.deepEqual(emptyBefore(rows), [[0, 0, 0], [2]])
  })

  it('are not where something reaches down from above', () => {
    const rows = [
      [cell(0, 9, { rowSpan: 2 }), cell(10, 19), cell(20, 29)],
      [cell(11, 18), cell(21, 28)],
    ]
    assert.deepEqual(emptyBefore(rows), [
      [0, 0, 0],
      [0, 0],
    ])
    const short = [[cell(0, 9, { rowSpan: 2 }), cell(10, 19), cell(20, 29)], [cell(21, 28)]]
    assert.deepEqual(emptyBefore(short), [[0, 0, 0], [1]])
  })

  it('are counted by columns, of which a wide cell has many', () => {
    const rows = [[cell(0, 9), cell(10, 30, { colSpan: 2 })], [cell(0, 9), cell(10, 19), cell(20, 29)], [cell(21, 29)]]
    assert.deepEqual(emptyBefore(rows), [[0, 0], [0, 0, 0], [2]])
  })

  it('are none in nothing', () => {
    assert.deepEqual(emptyBefore([]), [])
    assert.deepEqual(emptyBefore([[], [cell()]]), [[], [0]])
  })
})
