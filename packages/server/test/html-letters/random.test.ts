import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { judgeHtml } from '../../src/domain/content/html/examine-html.ts'
import { randomLetters } from './random-letters.ts'

test('letters of any kind, judged, are refused with a reason or shown, and their view is a letter that is accepted', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(randomLetters, { minLength: 1, maxLength: 2 }), (parts) => {
      const judged = judgeHtml(Buffer.from(parts.join('')))
      if ('faults' in judged) return assert.ok(judged.faults.every(({ what }) => what !== ''))
      accepted++
      const body = new TextDecoder().decode(judged.view).replace(/^.*<body/s, '<body')
      const again = judgeHtml(Buffer.from(body))
      assert.ok(!('faults' in again), body)
    }),
    { numRuns: 5000 },
  )
  assert.ok(accepted > 500, `only ${accepted} of 5000 letters were accepted: the test shows too little`)
})
