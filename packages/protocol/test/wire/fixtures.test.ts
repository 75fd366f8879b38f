import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sha256Base64 } from '../../src/content-hash.ts'
import { headerNames } from '../../src/headers.ts'
import { parseMultipartType } from '../../src/media-types.ts'
import { requestCanonicalForms, responseCanonicalForm, verifyText } from '../../src/signature.ts'
import { cut, read } from '../multipart/support.ts'

type Headers = Record<string, string>
type RequestFixture = {
  name: string
  method: string
  target: string
  headers: Headers
  canonical: string[]
  signatures: string[]
}
type ResponseFixture = {
  name: string
  status: number
  target: string
  headers: Headers
  canonical: string
  signature: string
}
type BodyFixture = {
  body: string
  contentType: string
  boundary: string
  contentSha256: string
  parts: { filename: string; contentHex: string }[]
}

const bytesOf = (name: string) => readFileSync(new URL(`../../../../fixtures/${name}`, import.meta.url))
const listOf = <T>(name: string): T[] => JSON.parse(bytesOf(name).toString()) as T[]
const key = createPublicKey(bytesOf('signatures/public-key.pem'))

const signed = (headers: Headers) => ({
  date: headers[headerNames.date] ?? '',
  userId: headers[headerNames.userId],
  contentSha256: headers[headerNames.contentSha256],
  contentMd5: headers[headerNames.contentMd5],
})

for (const each of listOf<RequestFixture>('signatures/requests.json')) {
  test(`request fixture: ${each.name}`, () => {
    assert.deepEqual(requestCanonicalForms({ ...each, headers: signed(each.headers) }), each.canonical)
    for (const [index, form] of each.canonical.entries()) assert.ok(verifyText(form, each.signatures[index] ?? '', key))
  })
}

for (const each of listOf<ResponseFixture>('signatures/responses.json')) {
  test(`response fixture: ${each.name}`, () => {
    assert.equal(responseCanonicalForm({ ...each, ...signed(each.headers) }), each.canonical)
    assert.ok(verifyText(each.canonical, each.signature, key))
  })
}

for (const each of listOf<BodyFixture>('multipart/bodies.json')) {
  test(`multipart fixture: ${each.body}`, async () => {
    const bytes = bytesOf(`multipart/${each.body}`)
    const { boundary } = parseMultipartType(each.contentType)
    assert.equal(boundary, each.boundary)
    assert.equal(sha256Base64(bytes), each.contentSha256)
    for (const size of [1, 5, bytes.length]) {
      const parts = await read(cut(bytes, size), boundary)
      assert.deepEqual(
        parts.map(({ filename, bytes: content }) => ({ filename, contentHex: content.toString('hex') })),
        each.parts,
      )
    }
  })
}
