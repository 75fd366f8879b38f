import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { requestCanonicalForms, requestForms, responseCanonicalForm } from '../../src/signature.ts'
import type { PathForm } from '../../src/signed-path.ts'

const headers = { date: 'D' }
const paths = (target: string) =>
  requestCanonicalForms({ method: 'get', target, headers }).map((form) => form.split('\n').slice(1, -3).join('\n'))

const search = '/recipients/search/'
const cases: [name: string, target: string, forms: string[]][] = [
  ['no escapes: one form', '/Messages', ['/messages']],
  ['an empty path is the root', '', ['/']],
  ['an absolute target loses scheme and host', 'HTTP://localhost:8282/A%20b', ['/a%20b', '/a b']],
  ['an absolute target without path', 'http://localhost?x', ['/']],
  ['.NET and Java', `${search}Marit%20Johansen`, [`${search}marit%20johansen`, `${search}marit johansen`]],
  ['an escaped slash', '/a%2FB', ['/a%2fb', '/a/b']],
  ['UTF-8 escapes', `${search}%C3%85se`, [`${search}%c3%85se`, `${search}åse`, `${search}ã\x85se`]],
  ['Latin-1 escapes', `${search}%C5se`, [`${search}%c5se`, `${search}åse`]],
  // Java puts the raw byte C5 on the wire and signs the letter it stands for; the blank stays decoded.
  [
    'a raw Latin-1 byte',
    `${search}\xc5se%20%C3%98d`,
    [`${search}åse%20%c3%98d`, `${search}åse ød`, `${search}åse ã\x98d`],
  ],
  ['raw UTF-8 bytes', '/\xc3\x85', ['/ã\x85', '/å']],
  ['malformed escapes are not decoded', '/%C3%85%zz%4', ['/%c3%85%zz%4']],
  ['a decoded line feed forges nothing', '/a%0Adate: x', ['/a%0adate: x']],
  ['a null byte', '/a%00', ['/a%00']],
  ['truncated UTF-8', '/%E2%82', ['/%e2%82', '/â\x82']],
  ['a character that no byte stands for', '/%20\u0142', ['/%20\u0142']],
  ['a byte order mark is kept', '/%EF%BB%BFx', ['/%ef%bb%bfx', '/\ufeffx', '/ï»¿x']],
  ['case without regard to locale', '/I%C4%B0', ['/i%c4%b0', '/ii\u0307', '/iä°']],
]
for (const [name, target, forms] of cases) test(`path forms: ${name}`, () => assert.deepEqual(paths(target), forms))

test('the query is lower-cased as it was sent, in every form', () => {
  const forms = requestCanonicalForms({ method: 'GET', target: '/%20?From=%3AÅ&b=C?d', headers })
  assert.deepEqual(forms, ['GET\n/%20\ndate: D\nfrom=%3aå&b=c?d\n', 'GET\n/ \ndate: D\nfrom=%3aå&b=c?d\n'])
})

test('headers stand in order of their names, values untouched', () => {
  const all = { userId: '1', date: 'Wed', contentSha256: 'Ab=', contentMd5: 'Cd=' }
  assert.deepEqual(requestCanonicalForms({ method: 'post', target: '/', headers: all }), [
    'POST\n/\ncontent-md5: Cd=\ndate: Wed\nx-content-sha256: Ab=\nx-digipost-userid: 1\n\n',
  ])
})

test('a response is signed over the encoded path, raw letters as letters', () => {
  const target = `${search}\xc5se%20\xd8deg\xe5rd?x=Y`
  assert.equal(responseCanonicalForm({ status: 404, target, date: 'D' }), `404\n${search}åse%20ødegård\ndate: D\n`)
})

test('hostile targets give one to four different texts and never an exception', () => {
  const targets = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.constantFrom('%', '%2F', '%00', '%C3', '%A5', '%', 'æ', '\xe5', '/', '?', '#', '\ud800'), {
        maxLength: 50,
      })
      .map((p) => p.join('')),
  )
  fc.assert(
    fc.property(targets, (target) => {
      const forms = requestCanonicalForms({ method: 'GET', target, headers })
      assert.ok(forms.length >= 1 && forms.length <= 4)
      assert.equal(new Set(forms).size, forms.length)
    }),
    { numRuns: 2000 },
  )
})

test('a target of a megabyte of escapes is handled', () => {
  assert.equal(requestCanonicalForms({ method: 'GET', target: '%C3%A5'.repeat(170_000), headers }).length, 3)
})

test('a server verifies the forms of rarer clients too', () => {
  const forms = (target: string) =>
    requestForms({ method: 'GET', target, headers }).map(({ canonical, form, rawUtf8 }) => [
      canonical.split('\n').slice(1, -3).join('\n'),
      form,
      rawUtf8,
    ])
  assert.deepEqual(forms('/a%20b?X=%3A'), [
    ['/a%20b', 'as sent', false],
    ['/a b', 'decoded', false],
    ['/a%20b?x=%3a', 'as sent with query', false],
  ])
  assert.deepEqual(forms('/\xc3\xa5%20'), [
    ['/ã¥%20', 'as sent', false],
    ['/ã¥ ', 'decoded', false],
    ['/å ', 'decoded', true],
    ['/å%20', 'as sent', true],
  ])
  assert.deepEqual(forms('/a%09b')[1], ['/a\tb', 'decoded', false])
})

test('a response is signed over the decoded path where the client verifies that', () => {
  const over = (target: string, form: PathForm, rawUtf8 = false) =>
    responseCanonicalForm({ status: 200, target, date: 'D' }, { form, rawUtf8 }).split('\n')[1]
  assert.equal(over('/S%C3%B8k%20X?y', 'decoded'), '/søk x')
  assert.equal(over('/S%C3%B8k?Y=%3A', 'as sent with query'), '/s%c3%b8k?y=%3a')
  assert.equal(over('/\xc3\xa5%20', 'as sent', true), '/å%20')
  for (const undecodable of ['/%zz', '/%ff', '/a%0ab']) assert.equal(over(undecodable, 'decoded'), undecodable)
})
