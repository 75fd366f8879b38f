import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MailError } from '@brevdue/protocol'
import { examineContent, knownFileTypes, TextCheck } from './index.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const pdf = bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n')
const png = Buffer.concat([
  bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  Buffer.from([0, 0, 0, 2, 0, 0, 0, 3]),
  bytes('\x08\x02\0\0\0abcdIDAT'),
])
const jpeg = bytes('\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20\x01\x01\x11\0\xff\xda')
const gif = bytes('GIF89a\x02\0\x03\0\0\0\0;')
const zip = bytes(`PK\x03\x04${'\0'.repeat(26)}letter.txtPK\x05\x06${'\0'.repeat(18)}`)
const docx = bytes(`PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml...word/document.xmlPK\x05\x06${'\0'.repeat(18)}`)

function examine(fileType: string, content: Uint8Array) {
  return examineContent(fileType, content.subarray(0, 65_536), content.subarray(-2048), async () => content)
}
async function codeOf(fileType: string, content: Uint8Array): Promise<string> {
  return examine(fileType, content).then(
    (verdict) => `accepted as ${verdict.contentType}`,
    (error: unknown) => {
      assert.ok(error instanceof MailError)
      return error.code
    },
  )
}

test('content of the stated type is accepted with its media type', async () => {
  const good: [string, Uint8Array, string][] = [
    ['pdf', pdf, 'application/pdf'],
    [' PDF ', pdf, 'application/pdf'],
    ['png', png, 'image/png'],
    ['jpg', jpeg, 'image/jpeg'],
    ['jpeg', jpeg, 'image/jpeg'],
    ['gif', gif, 'image/gif'],
    ['zip', zip, 'application/zip'],
    ['docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['txt', Buffer.from('Hei på deg'), 'text/plain'],
    ['txt', bytes('<script>alert(1)</script>'), 'text/plain'],
    [
      'xml',
      bytes('\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<!-- x --><Invoice xmlns="a">'),
      'application/xml',
    ],
    ['ehf', bytes('<ubl:Invoice/>'), 'application/xml'],
    ['html', bytes('<p>Hei</p>'), 'text/html'],
  ]
  for (const [type, content, expected] of good) assert.equal((await examine(type, content)).contentType, expected, type)
  assert.deepEqual(
    new Set(good.map(([type]) => type.trim().toLowerCase()).concat('htm', 'xlsx', 'pptx')),
    new Set(knownFileTypes),
  )
})

test('content decides, not the name', async () => {
  const bad: [string, Uint8Array, string][] = [
    ['pdf', png, 'INVALID_PDF_CONTENT'],
    ['pdf', pdf.subarray(0, 30), 'INVALID_PDF_CONTENT'],
    ['pdf', bytes(`${' '.repeat(1100)}%PDF-1.4\n%%EOF`), 'INVALID_PDF_CONTENT'],
    ['pdf', bytes('%PDF-9.9\n%%EOF'), 'INVALID_PDF_CONTENT'],
    ['html', pdf, 'INVALID_HTML_CONTENT'],
    ['html', bytes('<p>bl\xe5</p>'), 'INVALID_HTML_CONTENT'],
    ['png', gif, 'BAD_CONTENT'],
    ['png', png.subarray(0, 20), 'BAD_CONTENT'],
    ['jpg', bytes('\xff\xd8\xff\xda\0\x08abcdefgh'), 'BAD_CONTENT'],
    ['gif', bytes('GIF89a\0\0\0\0\0\0\0;'), 'BAD_CONTENT'],
    ['txt', bytes('bl\xe5'), 'BAD_CONTENT'],
    ['txt', bytes('a\0b'), 'BAD_CONTENT'],
    ['xml', bytes('Hei'), 'BAD_CONTENT'],
    ['xml', bytes('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), 'BAD_CONTENT'],
    ['xml', bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'), 'BAD_CONTENT'],
    ['zip', zip.subarray(0, 30), 'BAD_CONTENT'],
    ['docx', zip, 'BAD_CONTENT'],
    ['xlsx', docx, 'BAD_CONTENT'],
    ['exe', bytes('MZ'), 'ILLEGAL_CONTENT_TYPE'],
    ['svg', bytes('<svg/>'), 'ILLEGAL_CONTENT_TYPE'],
    ['constructor', pdf, 'ILLEGAL_CONTENT_TYPE'],
    ['', pdf, 'ILLEGAL_CONTENT_TYPE'],
  ]
  for (const [type, content, expected] of bad)
    assert.equal(await codeOf(type, content), expected, `${type} ${Buffer.from(content).toString('latin1')}`)
})

test('a refusal says what was stated, what was found and what to do', async () => {
  await assert.rejects(examine('pdf', png), /file-type "pdf".*no PDF header.*looks like a PNG image.*must send/s)
})

test('the text check sees characters across chunks and the end of the last one', () => {
  const whole = Buffer.from('blåbærsyltetøy')
  const check = new TextCheck()
  for (const byte of whole) check.push(Uint8Array.of(byte))
  check.end()
  const cut = new TextCheck()
  cut.push(Buffer.from('blå').subarray(0, 3))
  assert.equal(cut.fault, undefined)
  assert.throws(() => cut.end(), { code: 'BAD_CONTENT' })
  const late = new TextCheck()
  late.push(Buffer.from('a'.repeat(70_000)))
  late.push(Uint8Array.of(0))
  late.push(Buffer.from('b'))
  assert.throws(() => late.end(), /position 70000/)
})
