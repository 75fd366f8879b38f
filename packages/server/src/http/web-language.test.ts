import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLanguage } from './web-language.ts'

const table: [string | undefined, string | undefined, string][] = [
  [undefined, undefined, 'nb'],
  [undefined, 'nn-NO, nb;q=0.9', 'nn'],
  [undefined, 'no', 'nb'],
  [undefined, 'de-DE,de;q=0.9,en;q=0.5', 'en'],
  [undefined, 'en;q=0.5, nn;q=0.9', 'nn'],
  [undefined, 'en;q=0, nn;q=0.1', 'nn'],
  [undefined, 'fr', 'nb'],
  [undefined, ';;;,,q=', 'nb'],
  [undefined, 'constructor', 'nb'],
  ['a=b; brevdue-language=en', 'nn', 'en'],
  ['brevdue-language=xx"><script>', 'nn', 'nn'],
]

for (const [cookie, accept, expected] of table) {
  test(`cookie ${cookie}, Accept-Language ${accept}: ${expected}`, () => {
    assert.equal(chooseLanguage(cookie, accept), expected)
  })
}
