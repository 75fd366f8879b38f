import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkBankAccountNumber } from './bank-account-number.ts'
import { modulus10, modulus11, repeatingWeights } from './control-digits.ts'
import { checkKid } from './kid.ts'
import { checkOrganisationNumber } from './organisation-number.ts'
import { checkPersonalIdentificationNumber as check } from './personal-identification-number.ts'

/** Whole numbers here are synthetic or invalid; others are completed while the test runs, so that none is written down. */
const k1Weights = [3, 7, 6, 1, 8, 9, 4, 5, 2]
const k2Weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

/** Completes nine digits; `rest` 0 is the rule of today, 1 to 3 are added in 2032. Undefined where no digit exists. */
function complete(nine: string, rest = 0): string | undefined {
  const k1 = (modulus11(nine, k1Weights) + rest) % 11
  const k2 = modulus11(`${nine}${k1}`, k2Weights)
  return k1 === 10 || k2 === 10 ? undefined : `${nine}${k1}${k2}`
}

test('the examples of the protocol description', () => {
  const cases: [nine: string, digits: string, kind: string, series: string, synthetic: boolean][] = [
    ['310180000', '78', 'ordinary', 'population', false],
    ['710180000', '61', 'd-number', 'population', false],
    ['318180000', '33', 'ordinary', 'tenor', true],
    ['316680001', '88', 'ordinary', 'nhn', true],
    ['718180000', '27', 'd-number', 'tenor', true],
    ['059263981', '90', 'ordinary', 'tenor', true],
    ['010431003', '58', 'ordinary', 'population', false],
  ]
  for (const [nine, digits, kind, series, synthetic] of cases) {
    assert.equal(complete(nine), `${nine}${digits}`)
    const result = check(`${nine}${digits}`)
    assert.ok(result.valid, nine)
    assert.deepEqual([result.kind, result.series, result.synthetic, result.form], [kind, series, synthetic, '1964'])
  }
  for (const number of ['26079833787', '01013300001', '12345678901']) {
    assert.deepEqual(check(number), { valid: false, problem: 'control-digits' })
  }
})

test('H-numbers and the people of Nav carry month + 40, also as D-numbers', () => {
  for (const [nine, kind] of [
    ['014180001', 'ordinary'],
    ['414180001', 'd-number'],
  ] as const) {
    const number = complete(nine)
    assert.ok(number)
    const result = check(number)
    assert.ok(result.valid)
    assert.deepEqual([result.kind, result.series, result.birthDate], [kind, 'h-number-or-nav', '1980-01-01'])
  }
})

test('what is not eleven digits has no form', () => {
  for (const text of ['', '3181800003', '318180000333', '318180 0033', '3181800003x', '３１８１８００００３３']) {
    assert.deepEqual(check(text), { valid: false, problem: 'form' })
  }
})

test('right control digits do not save a day that does not exist', () => {
  for (const nine of ['328180001', '308280001', '298281001', '319380001', '003280001', '010080001', '311380001']) {
    const number = complete(nine) ?? complete(`${nine.slice(0, 8)}2`)
    assert.ok(number, nine)
    assert.deepEqual(check(number), { valid: false, problem: 'date' }, number)
  }
})

test('centuries by individual number and year', () => {
  const cases: [nine: string, birthDate: string | undefined][] = [
    ['018100001', '1900-01-01'],
    ['018199499', '1999-01-01'],
    ['018154500', '1854-01-01'],
    ['018199748', '1899-01-01'],
    ['018199749', '1899-01-01'],
    ['018100500', '2000-01-01'],
    ['018139999', '2039-01-01'],
    ['018140900', '1940-01-01'],
    ['298200500', '2000-02-29'],
    ['018145600', undefined],
  ]
  for (const [nine, birthDate] of cases) {
    const number = complete(nine) ?? complete(`${nine.slice(0, 8)}${(Number(nine[8]) + 1) % 10}`)
    assert.ok(number, nine)
    const result = check(number)
    assert.ok(result.valid, number)
    assert.equal(result.birthDate, birthDate, number)
  }
})

test('29 February 00 is taken, since from 2032 it may be that of 2000, but no birth date is made of 1900', () => {
  const result = check(complete('298200001') ?? complete('298200002') ?? '')
  assert.ok(result.valid)
  assert.equal(result.birthDate, undefined)
})

const nineDigits = fc
  .record({ day: fc.integer({ min: 1, max: 28 }), month: fc.integer({ min: 81, max: 92 }), rest: fc.nat(99_999) })
  .map(({ day, month, rest }) => `${String(day).padStart(2, '0')}${month}${String(rest).padStart(5, '0')}`)

test('from 2032 four first control digits are valid, and only rest 0 is the old form', () => {
  fc.assert(
    fc.property(nineDigits, fc.nat(10), (nine, rest) => {
      const number = complete(nine, rest)
      if (number === undefined) return
      const result = check(number)
      assert.equal(result.valid, rest <= 3)
      if (result.valid) assert.equal(result.form, rest === 0 ? '1964' : '2032')
      if (result.valid && rest > 0) assert.equal(result.birthDate, undefined)
    }),
  )
})

test('one wrong digit among the last two is always noticed', () => {
  fc.assert(
    fc.property(nineDigits, fc.integer({ min: 1, max: 9 }), (nine, step) => {
      const number = complete(nine)
      if (number === undefined) return
      const wrong = `${number.slice(0, 10)}${(Number(number[10]) + step) % 10}`
      assert.equal(check(wrong).valid, false)
    }),
  )
})

test('organisation numbers', () => {
  for (const number of ['984661185', '974760673', '810418052']) assert.equal(checkOrganisationNumber(number), true)
  for (const number of ['984661184', '184661185', '98466118', '9846611850', '984 661 185', '', 'NO984661185']) {
    assert.equal(checkOrganisationNumber(number), false, number)
  }
})

test('bank account numbers', () => {
  assert.equal(checkBankAccountNumber('82760100435'), true)
  for (const number of ['12345123451', '8276.01.00435', '8276010043', '']) {
    assert.equal(checkBankAccountNumber(number), false, number)
  }
})

test('KIDs of both kinds', () => {
  assert.equal(checkKid('12344'), true)
  assert.equal(checkKid('2345676'), true)
  for (const kid of ['12', '123', '12345', '1234x', '', '1'.repeat(26), '-12']) assert.equal(checkKid(kid), false, kid)
  fc.assert(
    fc.property(fc.stringMatching(/^\d{2,24}$/), (digits) => {
      const eleven = modulus11(digits, repeatingWeights(digits.length))
      assert.equal(checkKid(`${digits}${modulus10(digits)}`), true)
      assert.equal(checkKid(`${digits}${eleven === 10 ? '-' : eleven}`), true)
      assert.equal(checkKid(`${digits}-`), eleven === 10)
    }),
  )
})
