import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentStatus, message, readDataType } from '../../src/elements/index.ts'
import { MailError } from '../../src/mail-error.ts'
import { maxAttributes, maxDepth, maxDocumentBytes, readDocument } from '../../src/xml/index.ts'

const xmlns = 'xmlns="http://api.digipost.no/schema/v8"'
const head = `<message ${xmlns}><recipient/><primary-document><file-type>`
const tail = '</file-type></primary-document></message>'

function refusal(xml: string | Uint8Array): string {
  try {
    readDocument(message, typeof xml === 'string' ? Buffer.from(xml) : xml)
  } catch (error) {
    assert.ok(error instanceof MailError, String(error))
    assert.equal(error.code, 'SCHEMA_VALIDATION_ERROR')
    return error.message
  }
  return assert.fail('the document was accepted')
}

const bomb = Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`).join('')

test('a document type declaration is refused, whatever is in it and before it', () => {
  for (const xml of [
    '<!DOCTYPE message><message/>',
    `<?xml version="1.0"?><!-- x --><?p ?>\n<!DOCTYPE message [<!ENTITY a0 "x">${bomb}]>${head}&a9;${tail}`,
    `<!DOCTYPE m SYSTEM "file:///etc/passwd">${head}x${tail}`,
    `<!DOCTYPE m [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]>${head}&x;${tail}`,
    `\ufeff<!DOCTYPE m [${'x'.repeat(1_000_000)}`,
  ]) {
    assert.match(refusal(xml), /document type declaration is not allowed/)
  }
})

test('the text of a declaration in a comment is only text', () => {
  const xml = `<!-- <!DOCTYPE x> -->${head}<![CDATA[<!DOCTYPE x>]]>${tail}`
  const { value } = readDocument(message, Buffer.from(xml))
  assert.equal(value.primaryDocument.fileType, '<!DOCTYPE x>')
})

test('entities other than the five of XML are refused', () => {
  for (const entity of ['&foo;', '&nbsp;', '&constructor;', '&__proto__;', '&#0;', '&#xFFFF;', '&#x110000;', '&#-1;']) {
    assert.match(refusal(`${head}${entity}${tail}`), /not well-formed XML/)
  }
})

test('deep nesting is refused at the limit', () => {
  const deep = (element: string) => `<${element} ${xmlns}>`.repeat(10_000)
  assert.match(refusal(deep('message')), /unexpected element <message>/)
  // An element that may stand inside itself reaches the limit itself.
  const attachments = '<attachments>'.repeat(10_000)
  const status = `<document-status ${xmlns}>${attachments}`
  assert.throws(
    () => readDocument(documentStatus, Buffer.from(status)),
    (error: unknown) => error instanceof MailError && error.message.includes(`nested deeper than ${maxDepth} levels`),
  )
})

test('too many attributes are refused at the limit', () => {
  const attributes = Array.from({ length: 100_000 }, (_, index) => ` a${index}="x"`).join('')
  assert.match(refusal(`<message ${xmlns}${attributes}>`), new RegExp(`at most ${maxAttributes} attributes`))
  const namespaces = Array.from({ length: 100_000 }, (_, index) => ` xmlns:a${index}="x"`).join('')
  assert.match(refusal(`<message ${xmlns}${namespaces}>`), new RegExp(`at most ${maxAttributes} attributes`))
})

test('a document beyond the largest size is refused unread', () => {
  assert.match(refusal(new Uint8Array(maxDocumentBytes + 1).fill(0x20)), /larger than \d+ bytes/)
})

test('floods are read in proportion to their size', () => {
  // Quadratic work on any of these would take hours, which the test runner would end.
  const size = 1_000_000
  for (const flood of [
    `<message ${xmlns}>${' '.repeat(size)}</message>`,
    `<message ${xmlns}>${'\r\n'.repeat(size / 2)}</message>`,
    `<message ${xmlns}><sender-id>${' '.repeat(size)}x</sender-id></message>`,
    `<message ${xmlns}><sender-id>${'0'.repeat(size)}x</sender-id></message>`,
    `<message ${xmlns}><message-id>${'&amp;'.repeat(size / 5)}</message-id></message>`,
    `<message ${xmlns}>${'<!---->'.repeat(size / 7)}</message>`,
    `${'<!---->'.repeat(size / 7)}<!DOCTYPE`,
    `<message ${xmlns} a="${'\n'.repeat(size)}"/>`,
    `<message ${xmlns}>${'<message-id/>'.repeat(size / 13)}</message>`,
    `<${'a'.repeat(size)}>`,
    `<message ${xmlns}><${'a'.repeat(size)}/></message>`,
    `<message ${xmlns} ${'a'.repeat(size)}="x"/>`,
    `<message ${xmlns}><recipient><digipost-address>x</${'a'.repeat(size)}>`,
    `<${'a'.repeat(size)}:b/>`,
    `<message ${xmlns}>&${'a'.repeat(size)};</message>`,
  ]) {
    assert.ok(refusal(flood).length < 2_000, 'the error does not repeat the flood')
  }
  const dates = `<externalLink xmlns="http://api.digipost.no/schema/datatypes"><url>${'a%'.repeat(size / 2)}</url></externalLink>`
  assert.throws(() => readDataType(dates), /expected a URI/)
})

test('bytes that are not UTF-8, and other encodings, are refused', () => {
  assert.match(refusal(Buffer.from([0x3c, 0xff, 0x3e])), /not valid UTF-8/)
  assert.match(refusal(Buffer.from(`${head}\u00e6${tail}`, 'latin1')), /not valid UTF-8/)
  assert.match(refusal(Buffer.from(`\ufeff${head}x${tail}`, 'utf16le')), /not valid UTF-8/)
  assert.match(refusal(`<?xml version="1.0" encoding="ISO-8859-1"?>${head}x${tail}`), /encoding must be UTF-8/)
})

test('what is not well-formed is refused, and the message repeats no content', () => {
  for (const xml of [
    '',
    ' ',
    'x',
    '<',
    `${head}x`,
    `${head}x${tail}<a/>`,
    `${head}x${tail}secret`,
    `${head}secret</secret>`,
    `${head}]]>${tail}`,
    `${head}\u0000${tail}`,
    `${head}\u0001secret${tail}`,
    `<message ${xmlns} a="1" a="2"/>`,
    `<message ${xmlns} a=1/>`,
    `<message ${xmlns} a="<"/>`,
    `<p:message/>`,
    `${head}<!-- -- -->${tail}`,
    `${head}<?xml ?>${tail}`,
    ` <?xml version="1.0"?>${head}x${tail}`,
    `<?xml version="1.1"?>${head}x${tail}`,
    `<?xml version="1.0" encoding="UTF-8" standalone="maybe"?>${head}x${tail}`,
  ]) {
    const rule = refusal(xml)
    assert.ok(!rule.includes('secret'), rule)
  }
})

test('property names of every object are not fields', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    assert.match(refusal(`<message ${xmlns}><${name}/></message>`), /unexpected element/)
    assert.match(refusal(`<message ${xmlns} ${name}="x"/>`), /unknown attribute/)
  }
})
