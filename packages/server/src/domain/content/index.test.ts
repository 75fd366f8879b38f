import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MailError } from '@brevdue/protocol'
import { examineContent, knownFileTypes, TextCheck } from './index.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
const pdf = bytes('%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n')
const png = Buffer.concat([
  bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  Buffer.from([0, 0, 0, 2, 0, 0, 0, 3]),
  bytes('\x08\x02\0\0\0abcdIDAT'),
])
const jpeg = bytes(
  '\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x10\0\x20\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\xd9',
)
const gif = bytes('GIF89a\x02\0\x03\0\0\0\0;')
const zip = bytes(`PK\x03\x04${'\0'.repeat(26)}letter.txtPK\x05\x06${'\0'.repeat(18)}`)
const docx = bytes(`PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml...word/document.xmlPK\x05\x06${'\0'.repeat(18)}`)

const bytesOf = (content: Uint8Array) => ({
  head: content.subarray(0, 65_536),
  tail: content.subarray(-2048),
  async *all() {
    for (let at = 0; at < content.length; at += 1000) yield content.subarray(at, at + 1000)
  },
})
function examine(fileType: string, content: Uint8Array) {
  return examineContent(fileType, bytesOf(content), async () => content)
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
  await assert.rejects(
    examine('pdf', png),
    /file-type "pdf", but its content looks like a PNG image: the header of a PDF .* state file-type "png"\.$/,
  )
})

const utf16 = (text: string) => Buffer.concat([bytes('\xff\xfe'), Buffer.from(text, 'utf16le')])
const segment = (marker: number, content: string) =>
  Buffer.concat([Buffer.from([0xff, marker, 0, content.length + 2]), bytes(content)])
const [start, rest] = [jpeg.subarray(0, 2), jpeg.subarray(2)]
const join = (...parts: Uint8Array[]) => Buffer.concat(parts)

test('a JPEG is accepted as every decoder shows it, and refused when none does', async () => {
  const shown: Record<string, Uint8Array> = {
    'a stray byte between segments': join(start, segment(0xe1, 'Exif\0\0'), bytes('x'), rest),
    'many stray bytes, some of them stuffed': join(start, segment(0xe0, 'ab'), bytes('xx\0\xff\0yy'), rest),
    'fill bytes before a marker': join(start, segment(0xe0, 'ab'), bytes('\xff\xff\xff'), rest),
    'a restart marker and a temporary one before the frame': join(
      start,
      segment(0xe0, 'ab'),
      bytes('\xff\xd3\xff\x01'),
      rest,
    ),
    'several pictures (MPF), a profile and a comment': join(
      start,
      segment(0xe2, 'MPF\0'),
      segment(0xe2, 'ICC_PROFILE\0'),
      segment(0xfe, 'hei'),
      rest,
    ),
    'a segment that states a length of zero': join(start, bytes('\xff\xe0\0\0'), rest),
    'bytes after its end': join(jpeg, bytes('trailing \0\0\0')),
    'no end at all': jpeg.subarray(0, -2),
    'a progressive frame': Buffer.from(jpeg.toString('latin1').replace('\xff\xc0', '\xff\xc2'), 'latin1'),
    'four colours (CMYK) after the mark of Adobe': join(start, segment(0xee, 'Adobe\0d\0\0\0\0\x02'), rest),
    'a profile that fills all that is at hand': join(
      start,
      ...Array.from({ length: 300 }, () => segment(0xe2, 'i'.repeat(250))),
      rest,
    ),
  }
  for (const [name, content] of Object.entries(shown)) {
    assert.equal(await codeOf('jpg', content), 'accepted as image/jpeg', name)
  }
  const broken: Record<string, Uint8Array> = {
    'no size before its image data': join(start, bytes('\xff\xda\0\x08abcdefgh')),
    'nothing after its frame': jpeg.subarray(0, jpeg.indexOf('\xff\xda', 0, 'latin1')),
    'a frame without width': Buffer.from(jpeg.toString('latin1').replace('\0\x10\0\x20', '\0\x10\0\0'), 'latin1'),
    'a lossless frame': Buffer.from(jpeg.toString('latin1').replace('\xff\xc0', '\xff\xc3'), 'latin1'),
    'bytes before its beginning': join(bytes('x'), jpeg),
    'an end without an image': bytes('\xff\xd8\xff\xd9'),
  }
  for (const [name, content] of Object.entries(broken)) assert.equal(await codeOf('jpg', content), 'BAD_CONTENT', name)
})

test('a PDF, a ZIP archive and a GIF are accepted as every viewer opens them', async () => {
  const far = bytes('\0'.repeat(3000))
  const names = bytes(Array.from({ length: 400 }, (_, index) => `ppt/slides/slide${index}.xml`).join('\0'))
  const opened: [string, string, Uint8Array][] = [
    ['bytes before the header', 'pdf', join(bytes('\r\nHTTP/1.1 200 OK\r\n\r\n'), pdf)],
    ['another version', 'pdf', Buffer.from(pdf.toString('latin1').replace('1.7', '1.10'), 'latin1')],
    ['padding after the end', 'pdf', join(pdf, far)],
    ['a mark of an archive that was to be split', 'zip', join(bytes('PK00'), zip)],
    ['a long comment', 'zip', join(zip, bytes('c'.repeat(5000)))],
    [
      'names that are near neither end',
      'pptx',
      join(
        bytes(`PK\x03\x04${'\0'.repeat(70_000)}`),
        bytes('[Content_Types].xml'),
        names,
        far,
        bytes(`PK\x05\x06${'\0'.repeat(18)}`),
      ),
    ],
    [
      'no size in the header but one in the frame',
      'gif',
      bytes('GIF89a\0\0\0\0\x80\0\0abcdef!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02'),
    ],
  ]
  for (const [name, type, content] of opened) assert.match(await codeOf(type, content), /^accepted/, name)
  const cut: [string, string, Uint8Array][] = [
    ['a PDF for the web that is cut off', 'pdf', join(pdf, bytes('\n2 0 obj\n<<'), far)],
    ['a ZIP archive with megabytes after it', 'zip', join(zip, Buffer.alloc(200_000))],
  ]
  for (const [name, type, content] of cut) assert.match(await codeOf(type, content), /CONTENT$/, name)
})

test('text in another encoding is refused with the advice to convert it, whatever text type is stated', async () => {
  const texts = [
    bytes('Bl\xe5b\xe6r \x96 5 \x80'),
    utf16('Blåbær'),
    Buffer.from('Hei på deg alle', 'utf16le'),
    utf16('<?xml version="1.0"?><a/>'),
  ]
  for (const type of ['txt', 'xml', 'ehf']) {
    for (const text of texts) {
      await assert.rejects(examine(type, text), /looks like text in .*must convert it to UTF-8 and send it again\.$/s)
    }
  }
  await assert.rejects(examine('html', utf16('<p>Hei</p>')), /looks like text in UTF-16.*must convert it to UTF-8/s)
})

test('no refusal contradicts itself, for any stated type and any content', async () => {
  const contents: Record<string, Uint8Array> = {
    ...{ pdf, png, jpeg, gif, zip, docx },
    xlsx: Buffer.from(docx.toString('latin1').replace('word/', 'xl/'), 'latin1'),
    'cut pdf': pdf.subarray(0, 30),
    'late pdf': join(Buffer.alloc(1100), pdf),
    'cut png': png.subarray(0, 20),
    'png of another maker': Buffer.from(png.toString('latin1').replace('IHDR', 'CgBI'), 'latin1'),
    'broken jpeg': join(start, bytes('\xff\xda\0\x08abcdefgh')),
    'empty gif': bytes('GIF89a\0\0\0\0\0\0\0;'),
    'cut zip': zip.subarray(0, 30),
    'cut docx': docx.subarray(0, 60),
    'odd office': Buffer.from(docx.toString('latin1').replace('word/', 'zzzz/'), 'latin1'),
    'old office': bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'),
    rtf: bytes('{\\rtf1 hei}'),
    program: bytes('MZ\x90\0\x03\0'),
    tiff: bytes('II*\0\x08\0\0\0'),
    text: bytes('Hei'),
    'text that begins as a program': bytes('MZ er to bokstaver'),
    'cut text': Buffer.from('blå').subarray(0, 3),
    'text with NUL': bytes('a\0b'),
    'older text': bytes('bl\xe5'),
    'utf-16': utf16('Hei'),
    html: bytes('<!doctype html><p>Hei</p>'),
    xml: bytes('<?xml version="1.0"?><a/>'),
    'xml with a doctype': bytes('<?xml version="1.0"?><!DOCTYPE a><a/>'),
    'xml in Latin-1': bytes('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'),
    binary: bytes('\x01\x02\x03\x04\0'),
  }
  const image = { jpg: 'a JPEG', jpeg: 'a JPEG', png: 'a PNG', gif: 'a GIF' }
  const own: Record<string, string> = { ...image, pdf: 'a PDF', xml: 'XML', ehf: 'XML', txt: 'text,', html: 'HTML' }
  let refusals = 0
  for (const stated of knownFileTypes) {
    for (const [name, content] of Object.entries(contents)) {
      const error = await examine(stated, content).then(
        () => undefined,
        (thrown: Error) => thrown,
      )
      // the HTML examiner has words of its own for what is HTML and breaks its rules
      if (error === undefined || (stated.startsWith('htm') && !/looks like/.test(error.message))) continue
      assert.ok(error instanceof MailError)
      refusals++
      const { message } = error
      const suggested = /or state file-type "(\w+)"/.exec(message)?.[1]
      assert.match(
        message,
        new RegExp(`^The document says file-type "${stated}", (?:and|but) its content looks like `),
        name,
      )
      assert.match(message, /The sender must (?:correct|make|convert|send) /, `${stated} ${name}`)
      if (suggested !== undefined) {
        assert.notEqual(suggested, stated, message)
        assert.match(
          await codeOf(suggested, content),
          /^accepted|^INVALID_HTML/,
          `what is suggested is accepted: ${message}`,
        )
      }
      if (message.includes(`looks like ${own[stated]}`)) assert.doesNotMatch(message, /state file-type/, message)
      if (/^(?:txt|xml|ehf)$/.test(stated) && /looks like text in /.test(message))
        assert.match(message, /UTF-8/, message)
    }
  }
  assert.ok(refusals > 250, `${refusals} refusals`)
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
