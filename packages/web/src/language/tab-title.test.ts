import assert from 'node:assert/strict'
import test from 'node:test'
import { tabTitle } from './tab-title.ts'

test('a sender cannot turn our own words around in the title of a tab', () => {
  assert.equal(tabTitle('Faktura \u202efdp.exe\u2066 – Brev\u00addue'), 'Faktura fdp.exe – Brevdue')
  assert.equal(tabTitle('Æøå 🙂 – Brevdue'), 'Æøå 🙂 – Brevdue')
})
