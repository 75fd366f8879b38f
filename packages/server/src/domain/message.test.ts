import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Document, Message } from '@brevdue/protocol'
import { messageIdProblems, notBuiltProblems, pairDocuments } from './message.ts'

const [one, two, three] = ['1', '2', '3'].map((digit) => `6d99008e-2672-4b55-9b09-99${digit}b09a06e47`) as [
  string,
  string,
  string,
]
const document = (uuid?: string): Document => ({
  fileType: 'pdf',
  subject: 's',
  ...(uuid === undefined ? {} : { uuid }),
})
const message = (...documents: Document[]): Message => {
  const [primaryDocument = document(), ...attachment] = documents
  return { recipient: { digipostAddress: 'a#1' }, primaryDocument, ...(attachment.length > 0 ? { attachment } : {}) }
}

describe('messageIdProblems', () => {
  const codes = (messageId?: string) =>
    messageIdProblems({ ...message(), ...(messageId === undefined ? {} : { messageId }) }).map(({ code }) => code)

  it('counts characters, to what the index of used ones holds', () => {
    assert.deepEqual(codes(), [])
    assert.deepEqual(codes('😀'.repeat(255)), [])
    assert.deepEqual(codes('x'.repeat(256)), ['VALIDATION_FAILED'])
  })
})

describe('pairDocuments', () => {
  const parts = (...uuids: string[]) => new Map(uuids.map((uuid) => [uuid, `part ${uuid}`]))
  const codes = (of: Message, names: Map<string, string>) => pairDocuments(of, names).problems.map(({ code }) => code)

  it('finds the part of each document, in the order of the documents', () => {
    const { pairs, problems } = pairDocuments(message(document(one), document(two)), parts(two, one))
    assert.deepEqual(problems, [])
    assert.deepEqual(
      pairs.map(({ document: { uuid }, part }) => [uuid, part]),
      [
        [one, `part ${one}`],
        [two, `part ${two}`],
      ],
    )
  })

  it('tells of every missing, surplus, unnamed and repeated one', () => {
    assert.deepEqual(
      codes(message(document(one), document(two)), parts()),
      Array(2).fill('DOCUMENTS_AND_FILES_MISMATCH'),
    )
    assert.deepEqual(
      codes(message(document(one)), parts(one, two, three)),
      Array(2).fill('DOCUMENTS_AND_FILES_MISMATCH'),
    )
    assert.deepEqual(codes(message(document()), parts()), ['DOCUMENTS_AND_FILES_MISMATCH'])
    assert.deepEqual(codes(message(document(one), document(one)), parts(one)), ['DUPLICATE_DOCUMENT_ID'])
  })
})

describe('notBuiltProblems', () => {
  it('finds nothing in what is built', () => {
    assert.deepEqual(notBuiltProblems(message({ ...document(one), smsNotification: {}, preEncrypt: false })), [])
  })

  it('names the document that asks for more', () => {
    const [problem, ...others] = notBuiltProblems(message(document(one), { ...document(two), encrypted: {} }))
    assert.equal(problem?.code, 'NOT_APPROVED_FOR_PREENCRYPT')
    assert.match(problem?.message ?? '', /^attachment\[1\]\/encrypted/)
    assert.deepEqual(others, [])
  })
})
