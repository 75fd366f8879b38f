import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type Message,
  messageDelivery,
  readDocument,
  upgradeMessage,
  type Version,
  writeDocument,
} from '@brevdue/protocol'
import { documentEcho } from './document-echo.ts'

const base = { fileType: 'pdf', uuid: '6d99008e-2672-4b55-9b09-996b09a06e47', subject: 'x'.repeat(255) }
const recipient = { digipostAddress: 'a#1' }
const invoice = { name: 'invoice', value: { dueDate: '2026-12-24', sum: '1', creditorAccount: '82760100435' } } as const

/** Messages with everything that one version can say and another cannot. */
const sent: { version: Version; message: Message }[] = [
  {
    version: 'v8',
    message: {
      recipient,
      primaryDocument: {
        ...base,
        dataType: invoice,
        openingReceipt: 'r',
        smsNotification: {},
        technicalType: 't',
        link: [{ uri: 'http://x' }],
      },
    },
  },
  {
    version: 'v7',
    message: {
      recipient,
      primaryDocument: {
        ...base,
        type: 'invoice',
        amount: '1',
        account: '82760100435',
        dueDate: '2026-12-24',
        kid: '1234567',
      },
    },
  },
  {
    version: 'v6',
    message: {
      recipient,
      primaryDocument: { ...base, subject: 's', preEncrypt: false, opened: true },
      attachment: [{ ...base, subject: 's' }],
    },
  },
]

describe('documentEcho', () => {
  for (const { version, message } of sent) {
    for (const answered of ['v6', 'v7', 'v8'] as const) {
      it(`can be written in ${answered} for a message in ${version}`, () => {
        const echo = documentEcho({ version, message }, upgradeMessage(version, message), answered, ['hash', 'hash 2'])
        const [primaryDocument = base, ...attachment] = echo
        const written = writeDocument(messageDelivery, answered, {
          deliveryMethod: 'DIGIPOST',
          senderId: '1',
          status: 'DELIVERED',
          primaryDocument,
          ...(attachment.length === 0 ? {} : { attachment }),
        })
        const { value } = readDocument(messageDelivery, written)
        assert.deepEqual(value.primaryDocument.contentHash, { value: 'hash', hashAlgorithm: 'SHA256' })
        assert.equal(value.primaryDocument.authenticationLevel, 'PASSWORD')
        assert.equal(value.primaryDocument.sensitivityLevel, 'NORMAL')
        assert.equal(value.primaryDocument.link, undefined)
        assert.equal(value.attachment?.[0]?.contentHash?.value, message.attachment === undefined ? undefined : 'hash 2')
      })
    }
  }
})
