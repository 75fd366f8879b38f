import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isRisky, safeFileName } from './file-name.ts'

describe('the name under which a file of a PDF is saved', () => {
  const names: [given: string, saved: string][] = [
    ['beregning.csv', 'beregning.csv'],
    ['Årsoppgave – 2025 (kopi).pdf', 'Årsoppgave – 2025 (kopi).pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\evil.dll', 'evil.dll'],
    ['faktura\u202efdp.exe', 'fakturafdp.exe'],
    ['a\u0000b\n.txt', 'ab.txt'],
    ['.htaccess', 'htaccess'],
    ['CON.pdf', '_CON.pdf'],
    ['rapport.pdf. . ', 'rapport.pdf'],
    ['', 'fil'],
    ['///', 'fil'],
    ['\u200b\u200b', 'fil'],
    ['a<b>c:"d|e?f*.pdf', 'abcdef.pdf'],
  ]
  for (const [given, saved] of names) {
    it(`of ${JSON.stringify(given)} is ${JSON.stringify(saved)}`, () => assert.equal(safeFileName(given, 'fil'), saved))
  }

  it('of a very long one keeps the type', () => {
    const saved = safeFileName(`${'x'.repeat(5000)}.pdf`, 'fil')
    assert.equal(saved.length, 120)
    assert.ok(saved.endsWith('.pdf'))
  })
})

describe('a file of a PDF', () => {
  for (const name of [
    'a.exe',
    'a.JS',
    'a.docm',
    'a.svg',
    'a.html',
    'a.pdf.lnk',
    'a.exe.pdf',
    'a.zip',
    'x\u202egpj.scr',
    'a.exe. ',
  ]) {
    it(`is warned of: ${JSON.stringify(name)}`, () => assert.equal(isRisky(name), true))
  }
  for (const name of ['a.pdf', 'a.csv', 'a.docx', 'a.png', 'a', '', 'exe', 'zip.txt']) {
    it(`is not warned of: ${JSON.stringify(name)}`, () => assert.equal(isRisky(name), false))
  }
})
