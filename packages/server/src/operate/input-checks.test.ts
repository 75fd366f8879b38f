import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  emailAddressProblem,
  issuerProblem,
  nameProblem,
  phoneNumberProblem,
  postalCodeProblem,
  textProblem,
} from './input-checks.ts'

test('a name is what people write: no line break, no sign that cannot be seen, however it came there', () => {
  for (const name of ['Kari Nordmann', "Åse D'Arc-Ødegård", 'Łucja', 'محمد', '株式会社'])
    assert.equal(nameProblem(name), undefined)
  for (const name of ['Kari\r\nBcc: x@example.no', 'Kari\0', 'Kari\u202ennam', 'Kari\u2028', 'Kari\u001b[31m']) {
    assert.match(nameProblem(name) ?? '', /invisible/, JSON.stringify(name))
  }
  assert.match(nameProblem(' ') ?? '', /empty/)
})

const judges: [string, (value: string) => string | undefined, right: string[], wrong: string[], rule: RegExp][] = [
  [
    '--postal-code',
    postalCodeProblem,
    ['0155', '9899'],
    ['', '155', '01555', 'O155', 'N-0155', '0155 '],
    /four digits/,
  ],
  [
    '--phone-number',
    phoneNumberProblem,
    ['+4799990001', '99 99 00 01', '004799990001', '+46 (70) 123-45.67', '22000000'],
    ['', 'abc', '9999', '+47999', '+479999000122', '999900012', '00', '++4799990001', '+0123456', '99990001x'],
    /eight digits, or begin with the country code/,
  ],
  [
    '--email-address',
    (address) => emailAddressProblem('--email-address', address),
    ['kari@example.no', 'Åse.Ø@post.example.org'],
    ['', 'kari', 'kari@', '@example.no', 'kari@example', 'a@b@example.no', 'kari@exam ple.no', 'k\n@example.no'],
    /an address such as/,
  ],
  [
    '--issuer',
    issuerProblem,
    ['https://test.idporten.no', 'http://localhost:9000/'],
    ['', 'idporten', 'test.idporten.no', 'ftp://x.example', ' https://x.example'],
    /address of the provider/,
  ],
]
for (const [option, judge, right, wrong, rule] of judges) {
  test(`${option}: what is right passes; what is wrong is told with the rule`, () => {
    for (const value of right) assert.equal(judge(value), undefined, value)
    for (const value of wrong) {
      const told = judge(value) ?? 'nothing'
      assert.ok(told.startsWith(`${option} is “${value}”; `), told)
      assert.match(told, rule)
    }
  })
}

test('other text may be left out, but not be empty, invisible or too long', () => {
  assert.equal(textProblem('--city', undefined, 3), undefined)
  assert.equal(textProblem('--city', 'Ørj', 3), undefined)
  assert.match(textProblem('--city', ' ', 3) ?? '', /^--city is empty; give it, or leave the option out/)
  assert.match(textProblem('--city', 'A\nB', 3) ?? '', /^--city has a line break/)
  assert.match(textProblem('--city', 'Oslo', 3) ?? '', /^--city is 4 characters long; 3 is the most/)
})
