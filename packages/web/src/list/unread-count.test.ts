import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countAfter, shownCount } from './unread-count.ts'

test('a count of unread letters is shown exactly up to 999, and as 999+ beyond', () => {
  assert.deepEqual([0, 1, 999, 1000].map(shownCount), ['0', '1', '999', '999+'])
})

test('a count changes with what is read, never below nothing; one that was not counted to its end stays', () => {
  assert.deepEqual([countAfter(3, -1), countAfter(3, 2), countAfter(1, -2), countAfter(1000, -1)], [2, 5, 0, 1000])
})
