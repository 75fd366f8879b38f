/**
 * Writes ../../../../fixtures anew: `node packages/protocol/test/wire/write-fixtures.ts`. The private key lives only while
 * this runs, so all signatures change together. What the texts and parts have to be is written out by hand here and not
 * taken from the code under test.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'

const folder = new URL('../../../../fixtures/', import.meta.url)
for (const name of ['signatures', 'multipart']) mkdirSync(new URL(name, folder), { recursive: true })
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const date = 'Wed, 29 Jun 2011 14:58:11 GMT'
const hash = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const headers = { Date: date, 'X-Digipost-UserId': '9999' }
const tail = `date: ${date}\nx-digipost-userid: 9999\n`

const requests = [
  { name: 'entry point', method: 'GET', target: '/', headers, canonical: [`GET\n/\n${tail}\n`] },
  {
    name: 'body, method in lower case, upper case in the path',
    method: 'post',
    target: '/Messages',
    headers: { ...headers, 'X-Content-SHA256': hash },
    canonical: [`POST\n/messages\ndate: ${date}\nx-content-sha256: ${hash}\nx-digipost-userid: 9999\n\n`],
  },
  {
    name: 'legacy Content-MD5',
    method: 'POST',
    target: '/messages',
    headers: { ...headers, 'X-Content-SHA256': hash, 'Content-MD5': '1B2M2Y8AsgTpgAmY7PhCfg==' },
    canonical: [
      `POST\n/messages\ncontent-md5: 1B2M2Y8AsgTpgAmY7PhCfg==\ndate: ${date}\nx-content-sha256: ${hash}\nx-digipost-userid: 9999\n\n`,
    ],
  },
  {
    name: 'query, lower-cased as text',
    method: 'GET',
    target: '/1000/inbox?Offset=0&limit=100&from=%2B1',
    headers,
    canonical: [`GET\n/1000/inbox\n${tail}offset=0&limit=100&from=%2b1\n`],
  },
  {
    name: 'escapes: encoded, UTF-8, Latin-1',
    method: 'GET',
    target: '/recipients/search/%C3%85se%20X',
    headers,
    canonical: ['%c3%85se%20x', 'åse x', 'ã\u0085se x'].map((name) => `GET\n/recipients/search/${name}\n${tail}\n`),
  },
  {
    name: 'raw byte E5 on the request line, written here as the character that it is in Latin-1',
    method: 'GET',
    target: '/recipients/search/\u00e5se%20x',
    headers,
    canonical: ['åse%20x', 'åse x'].map((name) => `GET\n/recipients/search/${name}\n${tail}\n`),
  },
  {
    name: 'escaped slash and escaped line feed: the first is decoded, the second never',
    method: 'GET',
    target: '/a%2Fb',
    headers,
    canonical: [`GET\n/a%2fb\n${tail}\n`, `GET\n/a/b\n${tail}\n`],
  },
  { name: 'escaped line feed', method: 'GET', target: '/a%0Ab', headers, canonical: [`GET\n/a%0ab\n${tail}\n`] },
]
const responses = [
  {
    name: 'with body',
    status: 200,
    target: '/Messages?x=1',
    headers: { Date: date, 'X-Content-SHA256': hash },
    canonical: `200\n/messages\ndate: ${date}\nx-content-sha256: ${hash}\n`,
  },
  {
    name: 'without body',
    status: 307,
    target: '/a%20B',
    headers: { Date: date },
    canonical: `307\n/a%20b\ndate: ${date}\n`,
  },
]

const signature = (canonical: string) => sign('sha256', Buffer.from(canonical), privateKey).toString('base64')
const json = (name: string, value: unknown) =>
  writeFileSync(new URL(name, folder), `${JSON.stringify(value, null, 2)}\n`)
writeFileSync(new URL('signatures/public-key.pem', folder), publicKey.export({ type: 'spki', format: 'pem' }))
json(
  'signatures/requests.json',
  requests.map((each) => ({ ...each, signatures: each.canonical.map(signature) })),
)
json(
  'signatures/responses.json',
  responses.map((each) => ({ ...each, signature: signature(each.canonical) })),
)

const binary = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x0d, 0x0a, 0x00, 0xff, 0x0d, 0x2d, 0x2d, 0x0d, 0x0a, 0x2d, 0x2d])
const text = (value: string) => Buffer.from(value)
const bodies = [
  {
    name: 'quoted-names',
    boundary: 'a-1',
    contentType: 'multipart/vnd.digipost-v8+xml; boundary=a-1',
    bytes: [
      text(
        '--a-1\r\nContent-Disposition: attachment; filename="message"\r\nContent-Type: application/vnd.digipost-v8+xml; charset=UTF-8\r\n\r\n<message/>\r\n--a-1\r\nContent-Disposition: attachment; filename="u-1"\r\nContent-Type: application/pdf\r\n\r\n',
      ),
      binary,
      text('\r\n--a-1--\r\n'),
    ],
    parts: [
      ['message', text('<message/>')],
      ['u-1', binary],
    ],
  },
  {
    name: 'bare-names-no-final-line-end',
    boundary: 'a-1',
    contentType: 'multipart/mixed; boundary="a-1"',
    bytes: [
      text(
        '--a-1\r\ncontent-type: text/plain\r\ncontent-disposition: attachment; filename=message\r\n\r\n<message/>\r\n--a-1\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=u-1\r\n\r\n',
      ),
      binary,
      text('\r\n--a-1--'),
    ],
    parts: [
      ['message', text('<message/>')],
      ['u-1', binary],
    ],
  },
  {
    name: 'preamble-padding-empty-part-epilogue',
    boundary: 'a-1',
    contentType: 'Multipart/Form-Data; charset=x; Boundary=a-1',
    bytes: [
      text(
        'preamble\r\n--a-1 \t\r\nContent-Disposition: form-data;\r\n name="x"; filename="message"\r\n\r\n\r\n--a-12\r\n\r\n--a-1\r\nContent-Disposition: attachment; filename=u-1\r\n\r\n\r\n--a-1--\r\nepilogue',
      ),
    ],
    parts: [
      ['message', text('\r\n--a-12\r\n')],
      ['u-1', text('')],
    ],
  },
] as const
for (const { name, bytes } of bodies) writeFileSync(new URL(`multipart/${name}.bin`, folder), Buffer.concat(bytes))
json(
  'multipart/bodies.json',
  bodies.map(({ name, boundary, contentType, bytes, parts }) => ({
    body: `${name}.bin`,
    contentType,
    boundary,
    contentSha256: createHash('sha256').update(Buffer.concat(bytes)).digest('base64'),
    parts: parts.map(([filename, content]) => ({ filename, contentHex: content.toString('hex') })),
  })),
)
