import assert from 'node:assert/strict'
import { it } from 'node:test'
import { plainText } from './plain-text.ts'

it('keeps ordinary text, also with emoji and joined letters', () => {
  assert.equal(plainText('  Blåbær  og\nkaffe ', 50), 'Blåbær og kaffe')
  assert.equal(plainText('👩‍⚕️ lege', 50), '👩‍⚕️ lege')
})

it('takes away what controls and reorders', () => {
  assert.equal(plainText('a\u202Egpj.exe\u2066b\u0000c\u001b[31md', 50), 'a gpj.exe b c [31md')
  assert.equal(plainText('\u200b\u200e \ufeff', 50), null)
  assert.equal(plainText('\ud800x', 50), '\ufffdx')
  assert.equal(plainText(undefined, 50), null)
})

it('cuts by characters and says so', () => {
  assert.equal(plainText('😀😀😀', 3), '😀😀😀')
  assert.equal(plainText('😀😀😀😀', 3), '😀😀…')
})
