import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatMessage, placeholders } from './message-format.ts'

const letters = '{n, plural, one {# brev er arkivert.} other {# brev er arkiverte.}}'

describe('formatMessage', () => {
  it('puts values in their places', () => {
    assert.equal(formatMessage('{sender} krever {level}.', { sender: 'A', level: 'B' }, 'nb'), 'A krever B.')
  })

  it('chooses the form for one and for many, and writes the number as the language does', () => {
    assert.equal(formatMessage(letters, { n: 1 }, 'nb'), '1 brev er arkivert.')
    assert.equal(formatMessage(letters, { n: 1200 }, 'nb'), '1\u00a0200 brev er arkiverte.')
    assert.equal(formatMessage('{n, plural, one {# letter} other {# letters}}', { n: 1200 }, 'en'), '1,200 letters')
  })

  it('takes values inside a form and text around the plural', () => {
    const pattern = 'Du har {n, plural, one {# brev fra {sender}} other {# brev}}.'
    assert.equal(formatMessage(pattern, { n: 1, sender: 'A' }, 'nb'), 'Du har 1 brev fra A.')
  })

  it('leaves what a value holds alone', () => {
    assert.equal(formatMessage('{subject} – Brevdue', { subject: '{n} # <b>' }, 'nb'), '{n} # <b> – Brevdue')
  })

  it('refuses a message without its value and a pattern that is broken', () => {
    assert.throws(() => formatMessage('{sender}', {}, 'nb'), /"sender"/)
    for (const pattern of ['{', '}', '{a', '{n, plural, one {x}}', '{n, select, a {b} other {c}}']) {
      assert.throws(() => formatMessage(pattern, { n: 1, a: 1 }, 'nb'), /Message pattern/, pattern)
    }
  })
})

describe('placeholders', () => {
  it('lists each name once, also those inside plural forms', () => {
    assert.deepEqual(placeholders('{b} {n, plural, one {{a}} other {{b}}}'), ['a', 'b', 'n'])
  })
})
