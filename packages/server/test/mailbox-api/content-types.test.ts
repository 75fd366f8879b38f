import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { examineContent } from '../../src/domain/content/index.ts'
import { addLetter, addPerson, type DocumentSpec, type TestPerson } from './letter-builder.ts'
import { signedIn, type TestBrowser } from './test-browser.ts'
import { startMailbox, type TestMailbox } from './test-mailbox.ts'

const types: Record<string, DocumentSpec & { content: string }> = {
  pdf: { fileType: 'pdf', contentType: 'application/pdf', content: '%PDF-1.7' },
  image: { fileType: 'png', contentType: 'image/png', content: 'png bytes' },
  text: { fileType: 'txt', contentType: 'text/plain', content: 'Hei på deg' },
  xml: { fileType: 'xml', contentType: 'application/xml', content: '<?xml-stylesheet href="//evil.example"?><a/>' },
  zip: { fileType: 'zip', contentType: 'application/zip', content: 'PK' },
  'html without a view': { fileType: 'html', contentType: 'text/html', content: '<script>alert(1)</script>' },
}

const sandboxed = "default-src 'none'; frame-ancestors 'self'; sandbox"
const saved = "default-src 'none'; frame-ancestors 'none'; sandbox"
/** type, content type shown, disposition when viewed, policy when viewed */
const shown: [string, string, 'inline' | 'attachment', string][] = [
  ['pdf', 'application/pdf', 'inline', "default-src 'none'; frame-ancestors 'self'"],
  ['image', 'image/png', 'inline', "default-src 'none'; img-src 'self'; frame-ancestors 'self'; sandbox"],
  ['text', 'text/plain; charset=utf-8', 'inline', sandboxed],
  ['xml', 'text/plain; charset=utf-8', 'inline', sandboxed],
  ['zip', 'application/zip', 'attachment', saved],
  ['html without a view', 'text/html', 'attachment', saved],
]

describe('how each type goes out', () => {
  let at: TestMailbox
  let kari: TestPerson
  let browser: TestBrowser
  before(async () => {
    at = await startMailbox()
    kari = await addPerson(at)
    browser = await signedIn(at, kari)
  })
  after(() => at[Symbol.asyncDispose]())

  for (const [name, contentType, disposition, policy] of shown) {
    for (const purpose of ['view', 'print', 'download']) {
      test(`${name} to ${purpose}`, async () => {
        const letter = await addLetter(at, kari, types[name])
        const response = await browser.open(letter, purpose)
        const download = purpose === 'download'
        const type = download ? types[name]?.contentType : contentType
        assert.equal(response.headers.get('content-type'), type)
        const expected = download ? 'attachment' : disposition
        assert.match(response.headers.get('content-disposition') ?? '', new RegExp(`^${expected}; `))
        assert.equal(response.headers.get('content-security-policy'), download ? saved : policy)
        assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
        assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
        assert.equal(await response.text(), types[name]?.content)
      })
    }
  }

  test('an HTML letter is shown as the sanitiser made it, and downloaded as it was sent', async () => {
    const content = '<html><head><title>Brev</title></head><body><p style="color: red">Hei</p></body></html>'
    const bytes = Buffer.from(content)
    const ends = { head: bytes, tail: bytes, all: async function* () {} }
    const view = Buffer.from((await examineContent('html', ends, async () => bytes)).view ?? '').toString()
    const letter = await addLetter(at, kari, { fileType: 'html', contentType: 'text/html', content, view })
    assert.equal((await browser.letter(letter)).documents[0]?.rendering, 'html')
    const response = await browser.open(letter)
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
    const style = /<style>([^]*?)<\/style>/.exec(view)?.[1] ?? ''
    assert.match(style, /color:\s*red/)
    const hash = createHash('sha256').update(style).digest('base64')
    assert.equal(
      response.headers.get('content-security-policy'),
      `default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; ` +
        "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    )
    assert.equal(response.headers.get('content-length'), String(Buffer.byteLength(view)))
    assert.equal(await response.text(), view)
    assert.equal(await (await browser.open(letter, 'download')).text(), content)
  })
})
