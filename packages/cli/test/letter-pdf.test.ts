import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { municipalityLetters, welcome } from '../src/sandbox/letters/municipality.ts'
import { powerCompanyLetters } from '../src/sandbox/letters/power-company.ts'
import { lettersWithCards } from '../src/sandbox/letters/with-cards.ts'
import { textWidth, wrap } from '../src/sandbox/pdf/helvetica.ts'

const to = { name: 'Kari Nordmann', lines: ['Kari Nordmann', 'Fjordgata 12', '9899 Fjellvik'] }
const now = new Date('2026-11-23T12:00:00Z')

async function read<T>(bytes: Uint8Array, work: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS })
  try {
    return await work(await task.promise)
  } finally {
    await task.destroy()
  }
}

test('every PDF of the demo opens, is tagged and reads in order', async () => {
  const letters = [welcome, ...municipalityLetters, ...powerCompanyLetters, ...lettersWithCards].map((letter) =>
    letter.primaryDocument(to, now),
  )
  const pdfs = letters.filter(({ fileType }) => fileType === 'pdf')
  assert.ok(pdfs.length >= 5)
  for (const { subject, content } of pdfs) {
    assert.ok(content instanceof Uint8Array)
    await read(content, async (document) => {
      assert.equal(document.numPages, 1)
      const { info } = await document.getMetadata()
      assert.equal((info as { Title?: string }).Title, subject)
      const page = await document.getPage(1)
      const text = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' ')
      assert.ok(text.indexOf('Kari Nordmann') < text.indexOf(subject ?? '?'), text)
      assert.match(text, /Vennlig hilsen/)
      assert.ok(JSON.stringify(await page.getStructTree()).includes('"role":"H1"'))
    })
  }
})

test('lines are broken before they are too wide, and no word is lost', () => {
  const text = 'Blåbærsyltetøy på øya – «æ, ø og å» er også bokstaver i et langt avsnitt uten mål og mening'
  const lines = wrap(text, 'regular', 10, 120)
  assert.equal(lines.join(' '), text)
  assert.ok(lines.length > 2)
  for (const line of lines) assert.ok(textWidth(line, 'regular', 10) <= 120, line)
})
