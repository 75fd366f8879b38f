import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  documentEvents,
  documentStatus,
  identificationResult,
  inbox,
  message,
  senderInformation,
} from '../../src/elements/index.ts'
import { MailError } from '../../src/mail-error.ts'
import type { AnyElement } from '../../src/xml/complex-types.ts'
import { readDocument } from '../../src/xml/index.ts'

const v8 = 'http://api.digipost.no/schema/v8'
const uuid = '9150909b-b041-4744-9491-74bf129194bd'
const read = <E extends AnyElement>(element: E, xml: string) => readDocument(element, Buffer.from(xml))

function refusal(element: AnyElement, xml: string): MailError {
  try {
    read(element, xml)
  } catch (error) {
    if (error instanceof MailError) return error
    throw error
  }
  return assert.fail('the document was accepted')
}

test('a message is read into an object with its version', () => {
  const xml = `<message xmlns="${v8}"><sender-id>0001010</sender-id><recipient><organisation-number>984661185</organisation-number></recipient><primary-document technical-type="a"><uuid>${uuid}</uuid><file-type>pdf</file-type><sms-notification><at time="2026-01-31T12:00:00"/><after-hours>24</after-hours></sms-notification><encrypted number-of-pages="3"/><content-hash hash-algorithm="SHA256">x=</content-hash></primary-document><attachment><file-type>txt</file-type></attachment></message>`
  assert.deepStrictEqual(read(message, xml), {
    version: 'v8',
    value: {
      senderId: '1010',
      recipient: { organisationNumber: '984661185' },
      primaryDocument: {
        technicalType: 'a',
        uuid,
        fileType: 'pdf',
        smsNotification: { at: [{ time: '2026-01-31T12:00:00' }], afterHours: [24] },
        encrypted: { numberOfPages: 3 },
        contentHash: { hashAlgorithm: 'SHA256', value: 'x=' },
      },
      attachment: [{ fileType: 'txt' }],
    },
  })
})

test('prefixes, quotes, a byte order mark and the other forms of XML make no difference', () => {
  const plain = `<message xmlns="${v8}"><recipient/><primary-document technical-type="a&quot;b"><subject>a &lt; b\nc</subject><file-type>pdf</file-type></primary-document></message>`
  const other = `\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n<!-- c --><d:message xmlns:d='${v8}' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${v8} api_v8.xsd">\n <d:recipient ></d:recipient ><?p i?><x:primary-document xmlns:x="${v8}" technical-type='a"b'>\t<x:subject><![CDATA[a < ]]>b&#xA;<!-- -->c</x:subject><x:file-type>p&#100;f</x:file-type></x:primary-document></d:message>\n<!-- end -->`
  assert.deepStrictEqual(read(message, other), read(message, plain))
})

test('the namespace of the root decides the version', () => {
  for (const version of ['v6', 'v7', 'v8'] as const) {
    const xml = `<identification-result xmlns="http://api.digipost.no/schema/${version}"><result>DIGIPOST</result><person-alias>x</person-alias></identification-result>`
    assert.deepStrictEqual(read(identificationResult, xml), {
      version,
      value: { result: 'DIGIPOST', personAlias: 'x' },
    })
  }
  const v6 = '<inbox xmlns="http://api.digipost.no/schema/v6"/>'
  assert.match(refusal(inbox, v6).message, /<inbox> does not exist in v6/)
})

test('a v7 invoice is read by its xsi:type, and v8 has none', () => {
  const xml = (version: string) =>
    `<message xmlns="http://api.digipost.no/schema/${version}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><recipient/><primary-document i:type="invoice"><file-type>pdf</file-type><amount> 42.50 </amount><account>82760100435</account><due-date>2026-09-10</due-date></primary-document></message>`
  assert.deepStrictEqual(read(message, xml('v7')).value.primaryDocument, {
    type: 'invoice',
    fileType: 'pdf',
    amount: '42.50',
    account: '82760100435',
    dueDate: '2026-09-10',
  })
  assert.match(refusal(message, xml('v8')).message, /this xsi:type may not stand here/)
})

test('metadata of an event tells its type', () => {
  const xml = `<document-events xmlns="${v8}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><event uuid="${uuid}" type="POSTMARKED" created="2026-01-26T13:57:28.443+01:00" document-created="2026-01-26T13:56:59.140+01:00"><metadata xsi:type="postmarked-metadata" postmarked-date="2026-01-27T00:00:00+01:00"/></event></document-events>`
  const metadata = read(documentEvents, xml).value.event?.[0]?.metadata
  assert.deepStrictEqual(metadata, { type: 'postmarked-metadata', postmarkedDate: '2026-01-27T00:00:00+01:00' })
  assert.match(refusal(documentEvents, xml.replace(/ xsi:type="[^"]*"/, '')).message, /an xsi:type is needed/)
})

test('elements that hold themselves are read', () => {
  const xml = `<document-status xmlns="${v8}" is-primary-document="1"><attachments read="Y"><attachments/></attachments></document-status>`
  assert.deepStrictEqual(read(documentStatus, xml).value, {
    isPrimaryDocument: true,
    attachments: [{ read: 'Y', attachments: [{}] }],
  })
})

const documentOf = (inner: string) =>
  `<message xmlns="${v8}">\n<recipient/><primary-document>${inner}</primary-document></message>`

for (const [what, xml, path, rule] of [
  ['a value', documentOf('<uuid>secret</uuid>'), '/message/primary-document/uuid', /must match \[0-9a-f\]/],
  [
    'an enumeration',
    documentOf('<file-type/><authentication-level>secret</authentication-level>'),
    '/message/primary-document/authentication-level',
    /must be one of PASSWORD, TWO_FACTOR/,
  ],
  ['an unknown attribute', documentOf('<file-type x="secret"/>'), '/message/primary-document/file-type/@x', /unknown/],
  ['a missing attribute', documentOf('<file-type/><link/>'), '/message/primary-document/link[1]', /uri is missing/],
  [
    'one of many',
    documentOf('<file-type/></primary-document><attachment><file-type/></attachment><attachment><uuid/>'),
    '/message/attachment[2]/uuid',
    /must match/,
  ],
  [
    'the order',
    documentOf('<file-type/><subject/>'),
    '/message/primary-document',
    /unexpected element <subject>, expected/,
  ],
  ['an end', documentOf(''), '/message/primary-document', /incomplete, expected <uuid> or <subject> or <file-type>/],
  ['text', documentOf('<file-type/>secret'), '/message/primary-document', /text may not stand here/],
  [
    'a second choice',
    `<message xmlns="${v8}"><sender-id>1</sender-id><sender-organization/></message>`,
    '/message',
    /unexpected element <sender-organization>, expected <recipient>/,
  ],
] as const) {
  test(`an error about ${what} names path, rule and place, and repeats no content`, () => {
    const error = refusal(message, xml)
    assert.equal(error.code, 'SCHEMA_VALIDATION_ERROR')
    assert.equal(error.detail.path, path)
    assert.match(error.message, rule)
    assert.match(error.message, /\(line \d+, column \d+\)/)
    assert.ok(!error.message.includes('secret'))
  })
}

test('a type may be named by xsi:type where it is the declared one anyway', () => {
  const xml = (type: string) =>
    `<sender-information xmlns="${v8}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"><sender-id xsi:type="${type}">1</sender-id><status xsi:type="sender-status">VALID_SENDER</status></sender-information>`
  assert.equal(read(senderInformation, xml('xs:long')).value.senderId, '1')
  assert.match(refusal(senderInformation, xml('xs:string')).message, /xsi:type may not stand here/)
})

test('what an answer holds beyond the schema is skipped when asked for', () => {
  const xml = `<message xmlns="${v8}" xmlns:o="urn:other" new="x"><new a="b"><recipient>deep<new/></recipient></new><recipient/><primary-document o:x="y"><file-type>p<new>secret</new>df</file-type><o:uuid/></primary-document></message>`
  assert.deepStrictEqual(readDocument(message, Buffer.from(xml), { unknown: 'skip' }).value, {
    recipient: {},
    primaryDocument: { fileType: 'pdf' },
  })
  refusal(message, xml)
  const deep = `<message xmlns="${v8}">${'<new>'.repeat(10_000)}`
  assert.throws(() => readDocument(message, Buffer.from(deep), { unknown: 'skip' }), /deeper than 64 levels/)
})
