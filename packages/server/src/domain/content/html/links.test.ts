import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attributeRule } from './attributes.ts'
import { escapeAddress, linkTarget } from './links.ts'

const shown = (href: string): string | undefined => linkTarget(escapeAddress(href)).href

test('an address with a scheme, and a place within the letter, stay as they are', () => {
  for (const href of [
    'https://example.no/a?b=c#d',
    'http://example.no',
    'mailto:kari@example.no?subject=a',
    '#del',
    '#',
  ]) {
    assert.deepEqual(linkTarget(href), { href })
  }
})

test('an address without a scheme becomes what it evidently means', () => {
  const meant: Record<string, string> = {
    'www.example.no': 'https://www.example.no',
    'WWW.example.no/a?b': 'https://WWW.example.no/a?b',
    '//example.no/a': 'https://example.no/a',
    '\\\\example.no\\a': 'https://example.no/a',
    '/\\example.no/a': 'https://example.no/a',
    'https//example.no/a': 'https://example.no/a',
    'http//example.no': 'http://example.no',
    'https\\\\example.no': 'https://example.no',
    'example.no': 'https://example.no',
    'bibliotek.example.com/a/b': 'https://bibliotek.example.com/a/b',
    'blåbær.no/a': 'https://blåbær.no/a',
    'kari@example.no': 'mailto:kari@example.no',
    'kari@example.no?subject=a': 'mailto:kari@example.no?subject=a',
  }
  for (const [href, target] of Object.entries(meant)) {
    assert.equal(shown(href), target, href)
    assert.match(linkTarget(href).note ?? '', /is shown as/)
  }
})

test('any other address without a scheme leads nowhere', () => {
  for (const href of [
    '/session/logout',
    'vei.html',
    './vei',
    '../vei',
    '?q=1',
    '?',
    '\\vei',
    '///',
    '//',
    '//localhost/a',
    '//host',
    '\\\\server\\deling',
    'https//',
    'https/',
    'api',
    '.',
    '%2f%2fexample.no',
    'www.',
    'www',
    '@',
    '&#x2f;a',
    '+a@example.no',
  ]) {
    assert.equal(shown(href), undefined, href)
    assert.match(linkTarget(href).note ?? '', /leads nowhere/)
  }
})

test('an address that no browser can open leads nowhere', () => {
  for (const href of ['https://a b.no/', 'https://example.no:99999/', 'https://a%00.no/', 'https://localhost/']) {
    assert.equal(shown(href), undefined, href)
  }
})

test('whatever a letter may write into href, no link leads into the site that shows it', () => {
  const piece = fc.constantFrom(
    ...['/', '\\', '//', '#', '?', '.', '..', '@', ':', '&', '%2f', ' ', '\t', '\n', 'a', 'www.', 'example', '.no'],
    ...['+', '.no', '_a@example.no'],
    ...['http', 'https', 'https:', 'https://', 'mailto:', 'post.example', 'æ', '\u00a0', '\u0001', '(', '{', '-', '9'],
  )
  const rule = attributeRule('a', 'href')
  let allowed = 0
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const href = pieces.join('')
      if (rule?.(href) !== true) return
      allowed++
      const target = shown(href)
      assert.ok(target === undefined || rule(target), `${href} becomes ${target}`)
      if (target === undefined || target.startsWith('#')) return
      const url = new URL(target, 'https://mailbox.test/content/token')
      assert.notEqual(url.hostname, 'mailbox.test', target)
      assert.match(url.protocol, /^(?:https?|mailto):$/)
      assert.equal(shown(target), target)
    }),
    { numRuns: 20_000 },
  )
  assert.ok(allowed > 2000, `only ${allowed} addresses were allowed: the test shows too little`)
})
