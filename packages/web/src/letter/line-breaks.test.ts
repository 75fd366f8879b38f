import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withLineBreaks } from './line-breaks.ts'

test('a line ends where the sender ended it, whatever the machine was', () => {
  assert.equal(withLineBreaks('Ein\r\nTo\rTre\n\nFire\r\r'), 'Ein\nTo\nTre\n\nFire\n\n')
})
