import assert from 'node:assert/strict'
import { it } from 'node:test'
import { cardLink, nestedLink } from './card-link.ts'

const domain = (address: string) => cardLink(address, undefined)?.domain ?? null

it('shows the domain that the browser will go to', () => {
  assert.equal(domain('https://fjellvik.example/svar?id=1'), 'fjellvik.example')
  assert.equal(domain('HTTP://FJELLVIK.example:80/'), 'fjellvik.example')
  assert.equal(domain('https://nav.no.evil.example/nav.no'), 'nav.no.evil.example')
  assert.equal(domain('https:\\\\evil.example\\@nav.no'), 'evil.example')
  assert.equal(domain(' https://ex\tam\nple.org '), 'example.org')
})

it('shows a port that is not the usual one', () => {
  assert.equal(domain('https://fjellvik.example:8443/'), 'fjellvik.example:8443')
  assert.equal(domain('https://fjellvik.example:443/'), 'fjellvik.example')
})

it('is none with a name in front of the host, nor with another scheme', () => {
  for (const address of [
    'https://nav.no@evil.example/',
    'https://nav.no:443@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org/',
    'mailto:a@example.org',
    '//example.org',
    'https://',
    'https://exa mple.org/',
    `https://example.org/${'x'.repeat(9000)}`,
    undefined,
  ]) {
    assert.equal(cardLink(address, undefined), null, address)
  }
})

it('shows our own letters as letters, and all others as the network writes them', () => {
  assert.equal(domain('https://blåbær.example/'), 'blåbær.example')
  assert.equal(domain('https://xn--blbr-roah.example/'), domain('https://blåbær.example/'))
  assert.equal(domain('https://nаv.no/'), 'xn--nv-7kc.no', 'a Cyrillic letter that looks like a')
  assert.equal(domain('https://пример.example/'), 'xn--e1afmkfd.example')
  assert.equal(domain('https://ｎａｖ.no/'), 'nav.no', 'wide letters are what the network makes of them')
})

it('quotes the sender’s words, cut and cleaned, and takes the description when the button has none', () => {
  assert.equal(nestedLink({ url: 'https://a.example', buttonText: 'Svar\u202e nå' })?.text, 'Svar nå')
  assert.equal(nestedLink({ url: 'https://a.example', description: 'Les mer' })?.text, 'Les mer')
  assert.equal(nestedLink(undefined), null)
})
