import assert from 'node:assert/strict'
import test from 'node:test'
import { places, trackedTexts } from './tracked.ts'

/** Spelled so that this source does not find itself. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(?<![\\w.])/(${['work', 'home', 'root', 'Users'].join('|')})/[a-z]`, 'g'), 'a path of one machine'],
  [new RegExp(`"resolved": "${'http'}`, 'g'), 'a registry host in a lock file'],
  [new RegExp(['registry', 'npmjs', 'org'].join('\\.'), 'g'), 'a registry host'],
  [new RegExp(['-----BEGIN', '(RSA |EC |ENCRYPTED )?PRIVATE KEY'].join(' '), 'g'), 'a private key'],
]

/** Keys that are published with the protocol's test vectors, or made for a test and good for nothing else. */
const allowed = [/^fixtures\//]

for (const [pattern, what] of forbidden) {
  test(`no tracked text holds ${what}`, () => {
    const found = [...trackedTexts()]
      .filter(({ path }) => !allowed.some((folder) => folder.test(path)))
      .flatMap(({ path, text }) => places(path, text, pattern))
    assert.deepEqual(
      found.map(({ at, match }) => `${at} ${match}`),
      [],
    )
  })
}
