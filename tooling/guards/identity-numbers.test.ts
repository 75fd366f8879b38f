import assert from 'node:assert/strict'
import test from 'node:test'
import { places, trackedTexts } from './tracked.ts'

const weights = [
  [3, 7, 6, 1, 8, 9, 4, 5, 2, 1],
  [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1],
] as const

const sum = (digits: string, by: readonly number[]) =>
  by.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)

/** Whether eleven digits could belong to a living person: a real date, both control digits, not a synthetic month. */
export function couldBeReal(digits: string): boolean {
  const day = Number(digits.slice(0, 2)) % 40
  const month = Number(digits.slice(2, 4))
  if (day < 1 || day > 31 || month < 1 || month > 12) return false
  return weights.every((row) => sum(digits, row) % 11 === 0)
}

test('the rule knows a number that could be real from a synthetic one', () => {
  const withControl = (nine: string) => {
    for (let control = 0; control < 100; control++) {
      const digits = nine + String(control).padStart(2, '0')
      if (weights.every((row) => sum(digits, row) % 11 === 0)) return digits
    }
    return undefined
  }
  const candidates = Array.from({ length: 40 }, (_, n) => [`010170${100 + n}`, `018170${100 + n}`] as const)
  const real = candidates.flatMap(([plain]) => withControl(plain) ?? [])
  const synthetic = candidates.flatMap(([, plus80]) => withControl(plus80) ?? [])
  assert.ok(real.length > 20 && real.every(couldBeReal))
  assert.ok(synthetic.length > 20 && !synthetic.some(couldBeReal))
})

test('no tracked text holds a national identity number that is not synthetic', () => {
  const found = [...trackedTexts()]
    .filter(({ path }) => !/(^|\/)(package-lock\.json|theme\/)/.test(path))
    .flatMap(({ path, text }) => places(path, text, /(?<![\w.+/=-])\d{6}[ ]?\d{5}(?![\w.+/=-])/g))
    .filter(({ match }) => couldBeReal(match.replace(' ', '')))
  assert.deepEqual(
    found.map(({ at }) => at),
    [],
  )
})
