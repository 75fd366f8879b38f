import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatAmount, formatSize } from './numbers.ts'

describe('formatAmount', () => {
  it('groups and marks decimals as each language does', () => {
    assert.equal(formatAmount('1249.00', 'nb'), '1\u00a0249,00\u00a0kr')
    assert.equal(formatAmount('1249.00', 'nn'), '1\u00a0249,00\u00a0kr')
    assert.equal(formatAmount('1234567.5', 'en'), 'NOK\u00a01,234,567.50')
  })

  it('keeps amounts that no float can hold', () => {
    assert.equal(formatAmount('9007199254740993.01', 'nb'), '9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0993,01\u00a0kr')
  })

  it('writes a true minus and whole kroner', () => {
    assert.equal(formatAmount('-12', 'nb'), '\u221212,00\u00a0kr')
  })
})

describe('formatSize', () => {
  it('takes the unit that leaves few digits', () => {
    assert.equal(formatSize(0, 'nb'), '0\u00a0B')
    assert.equal(formatSize(999, 'nb'), '999\u00a0B')
    assert.equal(formatSize(1_400, 'nb'), '1,4\u00a0kB')
    assert.equal(formatSize(93_000, 'nb'), '93\u00a0kB')
    assert.equal(formatSize(1_449_000, 'en'), '1.4\u00a0MB')
    assert.equal(formatSize(999_900, 'nb'), '1,0\u00a0MB')
  })
})
