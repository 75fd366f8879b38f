import assert from 'node:assert/strict'
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { sha256Base64 } from '../../src/content-hash.ts'
import { headerNames } from '../../src/headers.ts'
import { parseMultipartType } from '../../src/media-types.ts'
import { requestCanonicalForms, responseCanonicalForm, signText, verifyText } from '../../src/signature.ts'
import { read } from '../multipart/support.ts'

type Headers = Record<string, string>
type Vector = {
  id: string
  canonical: string
  canonicalHex: string
  canonicalSha256Hex: string
  signature: string
  request?: { method: string; target: string; headers: Headers; body?: string; bodyFile?: string; bodyLength?: number }
  response?: { status: number; path: string; headers: Headers; body?: string; bodyLength?: number }
}

const folder = new URL('../../../../../shared/protocol/vectors/', import.meta.url)
const absent = !existsSync(folder)
if (absent)
  process.stderr.write(
    'NOTICE: ../shared/protocol/vectors is absent; the exact-bytes vectors of the protocol did NOT run\n',
  )

const bytesOf = (name: string) => readFileSync(new URL(name, folder))
const vectors: Vector[] = absent ? [] : JSON.parse(bytesOf('signature-vectors.json').toString()).vectors

function signedHeaders(headers: Headers) {
  return {
    date: headers[headerNames.date] ?? '',
    userId: headers[headerNames.userId],
    contentSha256: headers[headerNames.contentSha256],
  }
}

function formsOf({ request, response }: Vector): string[] {
  if (request) return requestCanonicalForms({ ...request, headers: signedHeaders(request.headers) })
  assert.ok(response)
  return [responseCanonicalForm({ ...response, target: response.path, ...signedHeaders(response.headers) })]
}

describe('vectors of the protocol description', { skip: absent && '../shared/protocol/vectors is absent' }, () => {
  test('all thirteen are there', () => assert.equal(vectors.length, 13))

  for (const vector of vectors) {
    test(`${vector.id}: canonical text, its bytes, its hash, its signature`, async () => {
      const forms = formsOf(vector)
      // REQ-4b is the decoded form of the same request as REQ-4a; all others are the first form.
      assert.equal(forms[vector.id === 'REQ-4b' ? 1 : 0], vector.canonical)
      const bytes = Buffer.from(vector.canonical, 'utf8')
      assert.equal(bytes.toString('hex'), vector.canonicalHex)
      assert.equal(createHash('sha256').update(bytes).digest('hex'), vector.canonicalSha256Hex)
      assert.equal(await signText(vector.canonical, createPrivateKey(bytesOf('client-test-key.pem'))), vector.signature)
      assert.equal(
        verifyText(vector.canonical, vector.signature, createPublicKey(bytesOf('client-test-pub.pem'))),
        true,
      )
      const certificate = new X509Certificate(bytesOf('client-test-cert.pem'))
      assert.equal(verifyText(vector.canonical, vector.signature, certificate.publicKey), true)
    })

    const message = vector.request ?? vector.response
    const body = vector.request?.bodyFile ? (name: string) => bytesOf(name) : () => Buffer.from(message?.body ?? '')
    const hash = message?.headers[headerNames.contentSha256]
    if (hash === undefined) continue
    test(`${vector.id}: content hash`, () => {
      const bytes = body(vector.request?.bodyFile ?? '')
      assert.equal(sha256Base64(bytes), hash)
      if (message?.bodyLength !== undefined) assert.equal(bytes.length, message.bodyLength)
    })
  }

  for (const vector of vectors.filter((each) => each.request?.bodyFile !== undefined)) {
    test(`${vector.id}: its body has the message and one document`, async () => {
      const { boundary } = parseMultipartType(vector.request?.headers['Content-Type'] ?? '')
      const parts = await read([bytesOf(vector.request?.bodyFile ?? '')], boundary)
      assert.deepEqual(
        parts.map((part) => part.filename),
        ['message', '6d99008e-2672-4b55-9b09-996b09a06e47'],
      )
      assert.match(parts[0]?.text ?? '', /^<\?xml .*<\/message>$/)
      assert.equal(parts[1]?.text, 'Hello')
    })
  }
})

test("the canonical text of the official .NET client's own signing test", () => {
  const [form] = requestCanonicalForms({
    method: 'Post',
    target: '/someendpoint',
    headers: { date: 'Mon, 07 Jul 2014 12:00:02 GMT', contentSha256: 'TheHashOfContentForHeader', userId: '1337' },
  })
  assert.equal(
    form,
    'POST\n/someendpoint\ndate: Mon, 07 Jul 2014 12:00:02 GMT\nx-content-sha256: TheHashOfContentForHeader\nx-digipost-userid: 1337\n\n',
  )
  assert.equal(
    sha256Base64(Buffer.from('This is the content to hash.')),
    'gvXOB75lBGBY6LVTAVVpapZkBOv531VUE0EHrP2rryE=',
  )
})
