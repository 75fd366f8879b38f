import assert from 'node:assert/strict'
import { test } from 'node:test'
import { together } from './deletions.ts'

const at = '2026-11-23T10:00:00.000Z'
const row = (id: string, act: 'DELETED' | 'DELETED_AUTOMATICALLY', when = at) => ({ id, act, at: when })

test('what was deleted in one act stands together, and what went by itself apart from it', () => {
  const earlier = '2026-11-22T10:00:00.000Z'
  assert.deepEqual(
    together([
      row('5', 'DELETED'),
      row('4', 'DELETED'),
      row('3', 'DELETED_AUTOMATICALLY'),
      row('2', 'DELETED', earlier),
      row('1', 'DELETED', earlier),
    ]),
    [
      { id: '5', at, automatic: false, letters: 2 },
      { id: '3', at, automatic: true, letters: 1 },
      { id: '2', at: earlier, automatic: false, letters: 2 },
    ],
  )
})
