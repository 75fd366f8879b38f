import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameProblem } from './input-checks.ts'

test('a name is what people write: no line break, no sign that cannot be seen, however it came there', () => {
  for (const name of ['Kari Nordmann', "Åse D'Arc-Ødegård", 'Łucja', 'محمد', '株式会社'])
    assert.equal(nameProblem(name), undefined)
  for (const name of ['Kari\r\nBcc: x@example.no', 'Kari\0', 'Kari\u202ennam', 'Kari\u2028', 'Kari\u001b[31m']) {
    assert.match(nameProblem(name) ?? '', /invisible/, JSON.stringify(name))
  }
  assert.match(nameProblem(' ') ?? '', /empty/)
})
