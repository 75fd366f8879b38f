import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMultipartType } from '../../src/media-types.ts'
import { multipartBody } from '../../src/multipart/writer.ts'
import { source } from './support.ts'

const collect = async (body: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(body))
const part = { filename: 'message', contentType: 'application/vnd.digipost-v8+xml', content: Buffer.from('<m/>') }

test('a body is the same bytes each time, and as long as it says', async () => {
  const opened = {
    filename: 'u',
    contentType: 'application/pdf',
    content: () => source([Buffer.from('ab'), Buffer.from('c')]),
    size: 3,
  }
  const body = multipartBody([part, opened], { version: 'v8' })
  const bytes = await collect(body)
  assert.deepEqual(await collect(body), bytes)
  assert.equal(body.contentLength, bytes.length)
})

test('the layout is the one of the protocol', async () => {
  const body = multipartBody([part], { version: 'v8', boundary: 'b' })
  assert.equal(
    (await collect(body)).toString(),
    '--b\r\nContent-Disposition: attachment; filename="message"\r\nContent-Type: application/vnd.digipost-v8+xml\r\n\r\n<m/>\r\n--b--\r\n',
  )
})

test('the content type names version and boundary, quoted where it has to be', () => {
  const type = (version: 'v6' | 'v7' | 'v8', boundary: string) => multipartBody([], { version, boundary }).contentType
  assert.equal(type('v8', 'b'), 'multipart/vnd.digipost-v8+xml; boundary=b')
  assert.equal(type('v6', 'b'), 'multipart/mixed; boundary=b')
  assert.equal(type('v7', 'b/c'), 'multipart/vnd.digipost-v7+xml; boundary="b/c"')
  assert.deepEqual(parseMultipartType(type('v7', 'b/c')), {
    subtype: 'vnd.digipost-v7+xml',
    boundary: 'b/c',
    version: 'v7',
  })
})

test('without a size the length of the body is unknown', () => {
  const body = multipartBody([{ filename: 'u', contentType: 'a/b', content: () => source([]) }], { version: 'v8' })
  assert.equal(body.contentLength, undefined)
})

test('content that is shorter or longer than its size is noticed', async () => {
  for (const text of ['ab', 'abcd']) {
    const opened = { filename: 'u', contentType: 'a/b', content: () => source([Buffer.from(text)]), size: 3 }
    await assert.rejects(collect(multipartBody([opened], { version: 'v8' })), { code: 'CLIENT_ERROR' })
  }
})

test('names that would break out of their header are refused', () => {
  for (const filename of ['a"b', 'a\r\nX: y', 'a\\']) {
    assert.throws(() => multipartBody([{ ...part, filename }], { version: 'v8' }), { code: 'CLIENT_ERROR' })
  }
})
