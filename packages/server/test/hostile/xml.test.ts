import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Target } from './attack.ts'
import {
  boundary,
  type Letter,
  letterTo,
  multipartType,
  part,
  partsOf,
  requestHead,
  sending,
} from './signed-request.ts'

const target = new Target()
const letter = (): Letter => letterTo(target.server.person.personalIdentificationNumber)
const invalid = { status: 400, code: 'SCHEMA_VALIDATION_ERROR' }

/** The letter with its XML changed. */
function changed(change: (xml: string) => string | Buffer): Buffer {
  const { xml, uuid, content } = letter()
  return sending(target.sender, [part('message', change(xml)), part(uuid, content)])
}

const withDoctype =
  (subset: string, reference = '') =>
  (xml: string) =>
    xml.replace('?>', `?><!DOCTYPE message ${subset}>`).replace('<subject>Hei', `<subject>${reference}`)

target.attack('a document type declaration', async () => {
  await target.refuses(changed(withDoctype('SYSTEM "http://127.0.0.1:1/message.dtd"')), invalid)
})

target.attack('an entity that names a file', async () => {
  const { message } = await target.refuses(
    changed(withDoctype('[<!ENTITY own SYSTEM "file:///etc/passwd">]', '&own;')),
    invalid,
  )
  assert.doesNotMatch(message, /root:/)
})

target.attack('entities that grow: a billion laughs', async () => {
  const lols = Array.from({ length: 10 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n};`.repeat(10)}">`).join('')
  await target.refuses(changed(withDoctype(`[<!ENTITY lol0 "lol">${lols}]`, '&lol10;')), invalid)
})

target.attack('one long entity used often: a quadratic blow-up', async () => {
  const entity = `[<!ENTITY a "${'a'.repeat(50_000)}">]`
  await target.refuses(changed(withDoctype(entity, '&a;'.repeat(50_000))), invalid)
})

target.attack('an entity that nobody declared', async () => {
  await target.refuses(
    changed((xml) => xml.replace('<subject>Hei', '<subject>&nobody;')),
    invalid,
  )
})

target.attack('ten thousand elements within each other', async () => {
  await target.refuses(
    changed((xml) => xml.replace('<recipient>', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}<recipient>`)),
    invalid,
  )
  await target.refuses(
    changed(() => '<message xmlns="http://api.digipost.no/schema/v8">'.repeat(10_000)),
    invalid,
  )
})

target.attack('a hundred thousand attributes, and one name as long as the limit', async () => {
  const attributes = Array.from({ length: 100_000 }, (_, n) => ` a${n}="1"`).join('')
  await target.refuses(
    changed((xml) => xml.replace('<recipient', `<recipient${attributes}`)),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replace('<recipient>', `<${'n'.repeat(1_500_000)}/><recipient>`)),
    invalid,
  )
})

target.attack('white space up to the limit of the XML part', async () => {
  await target.exchange(changed((xml) => xml.replace('<recipient>', `${' '.repeat(2_000_000)}<recipient>`)))
  await target.refuses(
    changed((xml) => xml.replace('<recipient>', `${' '.repeat(3_000_000)}<recipient>`)),
    {
      status: 413,
      code: 'REQUEST_TOO_LARGE',
    },
  )
})

const gigabyte = 1024 ** 3
const block = Buffer.alloc(1024 * 1024, ' ')

/** One gigabyte of white space inside a letter, never in memory at once; truly signed. */
function* whiteSpaceLetter(): Generator<Buffer> {
  const [message, content] = partsOf(letter())
  const [begin = '', end = ''] = String(message?.content).split(/(?=<recipient>)/)
  yield Buffer.from(`--${boundary}\r\n${message?.head}\r\n\r\n${begin}`)
  for (let sent = 0; sent < gigabyte; sent += block.length) yield block
  yield Buffer.from(`${end}\r\n--${boundary}\r\n${content?.head}\r\n\r\nHei\r\n--${boundary}--\r\n`)
}

function hashOf(pieces: Iterable<Buffer>): { hash: string; length: number } {
  const sum = createHash('sha256')
  let length = 0
  for (const piece of pieces) {
    sum.update(piece)
    length += piece.length
  }
  return { hash: sum.digest('base64'), length }
}

target.attack('a gigabyte of white space, its length declared: refused before the body is read', async () => {
  const pieces = [...whiteSpaceLetter()] // a thousand times the same block
  const { hash, length } = hashOf(pieces)
  const head = requestHead(target.sender, {
    method: 'POST',
    target: '/messages',
    contentType: multipartType,
    hash,
    length,
  })
  const { sent } = await target.refuses(streamed([head, ...pieces]), { status: 413, code: 'REQUEST_TOO_LARGE' })
  assert.ok(sent < 32 * 1024 * 1024, `the server took ${sent} bytes`)
})

target.attack('a gigabyte of white space in chunks: cut off at the limit of the body', async () => {
  const pieces = [...whiteSpaceLetter()]
  const { hash } = hashOf(pieces)
  const headers = { 'Transfer-Encoding': 'chunked' }
  const head = requestHead(target.sender, {
    method: 'POST',
    target: '/messages',
    contentType: multipartType,
    hash,
    headers,
  })
  const chunks = pieces.flatMap((piece) => [
    Buffer.from(`${piece.length.toString(16)}\r\n`),
    piece,
    Buffer.from('\r\n'),
  ])
  const { sent } = await target.refuses(streamed([head, ...chunks, Buffer.from('0\r\n\r\n')]), {
    status: 413,
    code: 'REQUEST_TOO_LARGE',
  })
  assert.ok(sent < 160 * 1024 * 1024, `the server took ${sent} bytes`)
})

async function* streamed(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces
}

target.attack('bytes that are no UTF-8, another encoding, characters that XML forbids', async () => {
  const latin1 = (xml: string) => Buffer.from(xml.replace('Hei', 'H\u00e6'), 'latin1')
  await target.refuses(changed(latin1), invalid)
  await target.refuses(
    changed((xml) => Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le')),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replace('UTF-8', 'UTF-7')),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replace('Hei', 'H\u0000ei')),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replace('Hei', '&#0;')),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replace('Hei', '&#x110000;')),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replace('Hei', '\ufffe')),
    invalid,
  )
})

target.attack('XML that is cut off, twice, empty, or not XML', async () => {
  await target.refuses(
    changed((xml) => xml.slice(0, -5)),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml + xml.replace(/^<\?.*?\?>/, '')),
    invalid,
  )
  await target.refuses(
    changed(() => ''),
    invalid,
  )
  await target.refuses(
    changed(() => '{"message": {}}'),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replace('schema/v8', 'schema/v9')),
    invalid,
  )
  await target.refuses(
    changed((xml) => xml.replaceAll('message-id', 'message-ID')),
    invalid,
  )
})

target.attack('a value that looks like the answer is repeated back harmlessly', async () => {
  const bad = '&lt;/error-message&gt;&lt;error-code&gt;SERVER_ERROR&lt;/error-code&gt;'
  await target.refuses(
    changed((xml) => xml.replace('<file-type>txt', `<file-type>${bad}`)),
    { status: 400, code: 'ILLEGAL_CONTENT_TYPE', says: /&lt;\/error-message&gt;/ },
  )
})

target.attack('the same, as the body of an identification', async () => {
  const deep = Buffer.from(`<identification xmlns="http://api.digipost.no/schema/v8">${'<a>'.repeat(10_000)}`)
  const contentType = 'application/vnd.digipost-v8+xml'
  const spec = { target: '/identification', contentType, body: deep }
  await target.refuses(sending(target.sender, [], spec), { ...invalid, target: '/identification' })
  const bomb = Buffer.from(
    '<!DOCTYPE a [<!ENTITY a "aaaa">]><identification xmlns="http://api.digipost.no/schema/v8">&a;</identification>',
  )
  await target.refuses(sending(target.sender, [], { ...spec, body: bomb }), { ...invalid, target: '/identification' })
})
