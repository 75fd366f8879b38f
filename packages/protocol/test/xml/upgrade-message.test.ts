import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Message, message, upgradeMessage } from '../../src/elements/index.ts'
import { readDocument, writeDocument } from '../../src/xml/index.ts'
import { judgeOf } from './judge.ts'

const xmlOf = (version: string, children: string) =>
  Buffer.from(
    `<message xmlns="http://api.digipost.no/schema/${version}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${children}</message>`,
  )

function upgraded(version: string, children: string): Message {
  const read = readDocument(message, xmlOf(version, children))
  const value = upgradeMessage(read.version, read.value)
  assert.equal(judgeOf('v8')(Buffer.from(writeDocument(message, 'v8', value)).toString()).ours, true)
  return value
}

const invoice =
  '<primary-document xsi:type="invoice"><subject>Bill</subject><file-type>pdf</file-type><kid>704279604</kid><amount>42.50</amount><account>82760100435</account><due-date>2026-09-10+02:00</due-date></primary-document>'

test('an invoice becomes the data type', () => {
  for (const version of ['v6', 'v7']) {
    assert.deepStrictEqual(upgraded(version, `<recipient/>${invoice}`).primaryDocument, {
      subject: 'Bill',
      fileType: 'pdf',
      dataType: {
        name: 'invoice',
        value: {
          dueDate: '2026-09-10T00:00:00.000+02:00',
          sum: '42.50',
          creditorAccount: '82760100435',
          kid: '704279604',
        },
      },
    })
  }
})

test('an invoice with a data type too is refused, since one of them would be lost', () => {
  const both = invoice.replace(
    '<kid>',
    '<data-type><payslip xmlns="http://api.digipost.no/schema/datatypes"/></data-type><kid>',
  )
  assert.throws(() => upgraded('v7', `<recipient/>${both}`), { code: 'VALIDATION_FAILED' })
})

test('pre-encrypt becomes encrypted, and false says nothing', () => {
  const document = (inner: string) =>
    `<recipient/><primary-document><file-type>pdf</file-type>${inner}</primary-document>`
  const encrypted = document('<pre-encrypt>true</pre-encrypt><pre-encrypt-no-pages>3</pre-encrypt-no-pages>')
  assert.deepStrictEqual(upgraded('v6', encrypted).primaryDocument, {
    fileType: 'pdf',
    encrypted: { numberOfPages: 3 },
  })
  const plain = document('<pre-encrypt>0</pre-encrypt>')
  assert.deepStrictEqual(upgraded('v6', plain).primaryDocument, { fileType: 'pdf' })
})

test('the post type goes, the rest of a message stays', () => {
  const address = '<name>A</name><norwegian-address><zip-code>0155</zip-code><city>Oslo</city></norwegian-address>'
  const print = `<print-details><recipient>${address}</recipient><return-address>${address}</return-address><post-type>B</post-type><color>COLORS</color></print-details>`
  const value = upgraded(
    'v7',
    `<message-id>m</message-id><recipient>${print}</recipient><primary-document><file-type>pdf</file-type><opened>true</opened></primary-document><attachment><file-type>pdf</file-type></attachment><print-if-unread><print-if-unread-after>2026-01-31T12:00:00Z</print-if-unread-after>${print}</print-if-unread>`,
  )
  const where = { name: 'A', norwegianAddress: { zipCode: '0155', city: 'Oslo' } }
  const printDetails = { recipient: where, returnAddress: where, color: 'COLORS' }
  assert.deepStrictEqual(value, {
    messageId: 'm',
    recipient: { printDetails },
    primaryDocument: { fileType: 'pdf', opened: true },
    attachment: [{ fileType: 'pdf' }],
    printIfUnread: { printIfUnreadAfter: '2026-01-31T12:00:00Z', printDetails },
  })
})

test('a message of today is left as it is', () => {
  const today: Message = { recipient: {}, primaryDocument: { fileType: 'pdf' } }
  assert.equal(upgradeMessage('v8', today), today)
})
