import assert from 'node:assert/strict'
import { it } from 'node:test'
import { amount, charge } from './amount.ts'

it('writes every form of an amount with two decimals', () => {
  const forms: [string, string][] = [
    ['42', '42.00'],
    ['1249.5', '1249.50'],
    ['.5', '0.50'],
    ['007.10', '7.10'],
    ['+1.2300', '1.23'],
    ['-5', '-5.00'],
    ['-0.00', '0.00'],
    ['999999999999999.99', '999999999999999.99'],
  ]
  for (const [text, written] of forms) assert.equal(amount(text), written)
})

it('knows what is none', () => {
  for (const text of [undefined, '', ' ', '.', '-', '1,5', '1.234', '1e5', 'NaN', 'Infinity', '1'.repeat(16), '٣']) {
    assert.equal(amount(text), null, text)
  }
})

it('says nothing about a fee of nothing', () => {
  assert.equal(charge('0.000'), null)
  assert.equal(charge('0.01'), '0.01')
})
