import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  documentEvents,
  errorElement,
  type Message,
  message,
  readDataType,
  tags,
  writeDataType,
} from '../../src/elements/index.ts'
import { writeDocument } from '../../src/xml/index.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const letter: Message = { recipient: {}, primaryDocument: { fileType: 'pdf' } }
const written = (...args: Parameters<typeof writeDocument<typeof message>>) =>
  Buffer.from(writeDocument(...args)).toString()
const broken = (value: unknown) => value as Message

test('a document has the layout of the official Java client', () => {
  const bytes = writeDocument(errorElement, 'v7', {
    errorCode: 'UNKNOWN_RECIPIENT',
    errorMessage: 'a < b & "c" > d\r\n',
    errorType: 'CLIENT_DATA',
    link: [{ uri: 'https://example.test/?a="b"&c\n', rel: 'self' }],
  })
  assert.equal(
    Buffer.from(bytes).toString(),
    `${declaration}<error xmlns="http://api.digipost.no/schema/v7"><error-code>UNKNOWN_RECIPIENT</error-code><error-message>a &lt; b &amp; "c" &gt; d&#13;\n</error-message><error-type>CLIENT_DATA</error-type><link rel="self" uri="https://example.test/?a=&quot;b&quot;&amp;c&#10;"/></error>`,
  )
})

test('a data type carries its namespace on its root', () => {
  const invoice = { dueDate: '2026-09-10', sum: '42.50', creditorAccount: '82760100435' }
  const fragment =
    '<invoice xmlns="http://api.digipost.no/schema/datatypes"><due-date>2026-09-10</due-date><sum>42.50</sum><creditor-account>82760100435</creditor-account></invoice>'
  const dataType = { name: 'invoice' as const, value: invoice }
  assert.equal(
    written(message, 'v8', { ...letter, primaryDocument: { fileType: 'pdf', dataType } }),
    `${declaration}<message xmlns="http://api.digipost.no/schema/v8"><recipient/><primary-document><file-type>pdf</file-type><data-type>${fragment}</data-type></primary-document></message>`,
  )
  assert.equal(writeDataType(dataType), fragment)
  assert.deepStrictEqual(readDataType(fragment), dataType)
})

test('the instance namespace is declared on the root, and only where it is used', () => {
  const event = {
    uuid: '9150909b-b041-4744-9491-74bf129194bd',
    type: 'PRINT_FAILED' as const,
    created: '2026-01-26T13:57:28.443+01:00',
    documentCreated: '2026-01-26T13:56:59.140+01:00',
  }
  const metadata = { type: 'failed-print-metadata' as const, errorCode: 'X' }
  const xml = Buffer.from(writeDocument(documentEvents, 'v8', { event: [{ ...event, metadata }] })).toString()
  assert.match(
    xml,
    /^<\?xml[^>]*><document-events xmlns:xsi="[^"]*" xmlns="[^"]*"><event .*<metadata xsi:type="failed-print-metadata" error-code="X"\/><\/event>/,
  )
  assert.doesNotMatch(Buffer.from(writeDocument(documentEvents, 'v8', { event: [event] })).toString(), /xsi/)
})

for (const [what, value, rule] of [
  ['a missing element', { recipient: {} }, /\/message: incomplete, expected .*<primary-document>/],
  [
    'a value beyond its limits',
    { ...letter, invoiceReference: 'x'.repeat(101) },
    /\/message\/invoice-reference: must be at most 100/,
  ],
  [
    'both of a choice',
    { ...letter, senderId: '1', senderOrganization: { organizationId: '1' } },
    /unexpected element <sender-organization>/,
  ],
  ['an unknown property', { ...letter, subject: 'x' }, /\/message: subject does not exist in v8/],
  ['a value of another type', { ...letter, messageId: 7 }, /\/message\/message-id: expected a string/],
  ['one where many stand', { ...letter, attachment: { fileType: 'pdf' } }, /expected a list of <attachment>/],
  [
    'too many',
    { ...letter, attachment: Array.from({ length: 202 }, () => ({ fileType: 'pdf' })) },
    /unexpected element <attachment>/,
  ],
  ['text where an object stands', { ...letter, recipient: 'x' }, /\/message\/recipient: expected an object/],
  ['a lone surrogate', { ...letter, messageId: '\ud800' }, /a character that XML does not allow/],
  ['a control character', { ...letter, messageId: '\u0001' }, /a character that XML does not allow/],
  ['a number that is no long', { ...letter, senderId: '9223372036854775808' }, /does not fit in 64 bits/],
] as const) {
  test(`${what} is refused when writing`, () => {
    assert.throws(() => writeDocument(message, 'v8', broken(value)), { code: 'SCHEMA_VALIDATION_ERROR', message: rule })
  })
}

test('what a version cannot say is refused rather than left out', () => {
  const code = 'SCHEMA_VALIDATION_ERROR'
  assert.throws(() => writeDocument(tags, 'v7', {}), { code, message: /<tags> does not exist in v7/ })
  const inBatch = { ...letter, batch: { uuid: '9150909b-b041-4744-9491-74bf129194bd' } }
  assert.throws(() => written(message, 'v7', inBatch), { code, message: /batch does not exist in v7/ })
  assert.ok(written(message, 'v8', inBatch))
})
