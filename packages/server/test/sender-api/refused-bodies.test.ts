import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { letter, multipart, sendingOf } from './multipart-body.ts'
import { refusing } from './refusing.ts'

describe('bodies that are refused', () => {
  const { refused, refusedParts } = refusing()

  it('for parts that do not match the documents', async () => {
    const { parts, uuid, xml } = letter()
    const [message = { name: '', content: '' }, document = { name: '', content: '' }] = parts
    await refusedParts('DOCUMENTS_AND_FILES_MISMATCH', [message])
    await refusedParts('DOCUMENTS_AND_FILES_MISMATCH', [message, document, { name: randomUUID(), content: 'x' }])
    await refusedParts('DOCUMENTS_AND_FILES_MISMATCH', [message, document, document])
    await refusedParts('DOCUMENTS_AND_FILES_MISMATCH', [message, document, { name: '../../etc/passwd', content: 'x' }])
    await refusedParts('DOCUMENTS_AND_FILES_MISMATCH', [message, document, { name: `C:\\\\${uuid}`, content: 'x' }])
    await refusedParts('PROBLEM_WITH_REQUEST', [document])
    await refusedParts('PROBLEM_WITH_REQUEST', [message, message, document])
    await refusedParts('DOCUMENTS_AND_FILES_MISMATCH', [
      { name: 'message', content: xml.replace(/<uuid>.*<\/uuid>/, '') },
      document,
    ])
    await refused(
      'DUPLICATE_DOCUMENT_ID',
      400,
      { uuid, attachments: [{ uuid, content: 'x' }] },
      multipart(letter({ uuid, attachments: [{ uuid, content: 'x' }] }).parts.slice(0, 2)),
    )
  })

  it('for bodies that are no messages', async () => {
    for (const xml of [
      '',
      'text',
      '<message',
      '<message xmlns="http://api.digipost.no/schema/v5"/>',
      '<!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>',
    ]) {
      await refusedParts('SCHEMA_VALIDATION_ERROR', [{ name: 'message', content: xml }])
    }
    const large = await refusedParts('REQUEST_TOO_LARGE', [
      { name: 'message', content: letter({ subject: 'x'.repeat(30_000) }).xml },
    ])
    assert.equal(large.status, 413)
    const boundary = 'multipart/vnd.digipost-v8+xml; boundary=other'
    await refused('PROBLEM_WITH_REQUEST', 400, {}, { contentType: boundary })
    await refused('PROBLEM_WITH_REQUEST', 400, {}, { contentType: 'multipart/vnd.digipost-v8+xml' })
    const { body, contentType: type } = sendingOf()
    const contentType = 'multipart/mixed; boundary=b'
    const raw = (text: string) => ({ body: Buffer.from(text), contentType })
    await refused('MISSING_BODYPART_CONTENT_DISPOSITION', 400, {}, raw('--b\r\n\r\nx\r\n--b--\r\n'))
    await refused(
      'MISSING_BODYPART_FILENAME',
      400,
      {},
      raw('--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n'),
    )
    await refused('PROBLEM_WITH_REQUEST', 400, {}, { body: body.subarray(0, body.length - 40) })
    const lineFeeds = { body: Buffer.from(body.toString().replaceAll('\r\n', '\n')), contentType: type }
    const advised = await refused('PROBLEM_WITH_REQUEST', 400, {}, lineFeeds)
    assert.match(advised.element('error-message') ?? '', /CRLF/)
    await refused('PROBLEM_WITH_REQUEST', 415, {}, { contentType: 'application/json' })
    await refused('PROBLEM_WITH_REQUEST', 415, {}, { headers: { 'Content-Type': null } })
    const compressed = await refused('PROBLEM_WITH_REQUEST', 415, {}, { headers: { 'Content-Encoding': 'gzip' } })
    assert.match(compressed.element('error-message') ?? '', /Content-Encoding/)
    await refused('PROBLEM_WITH_REQUEST', 406, {}, { accept: 'application/json' })
    const steps = await refused(
      'GENERAL_ERROR',
      501,
      {},
      { body: letter().xml, contentType: 'application/vnd.digipost-v8+xml' },
    )
    assert.match(steps.element('error-message') ?? '', /three steps/)
  })
})
