import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentDisposition } from './content-disposition.ts'

test('Norwegian letters and the dash, in both forms', () => {
  assert.equal(
    contentDisposition('attachment', '2026-11-23 Ærøy kommune – Vedtak.pdf'),
    'attachment; filename="2026-11-23 Aeroy kommune - Vedtak.pdf"; ' +
      "filename*=UTF-8''2026-11-23%20%C3%86r%C3%B8y%20kommune%20%E2%80%93%20Vedtak.pdf",
  )
})

test('nothing in a name can end the header or its quotes', () => {
  const header = contentDisposition('inline', 'a"b\\c\r\nd%41\'(*)é🕊\ud800.pdf')
  assert.match(header, /^[\x20-\x7e]*$/)
  assert.equal(header.split('"').length, 3)
  assert.match(header, /filename\*=UTF-8''[A-Za-z0-9%!~._-]+$/)
})
