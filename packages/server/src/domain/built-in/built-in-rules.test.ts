import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readEmailAddress } from './email-address.ts'
import { networkOf } from './network.ts'
import { codeBytes, readCode, readEmailCode, writeCode, writeEmailCode } from './one-time-code.ts'
import { normalisePassword, passwordProblem } from './password-rules.ts'
import { throttles, waitAfter } from './throttle.ts'

describe('codes on paper', () => {
  test('a code is read however it was grouped, in small letters, and with its lookalikes', () => {
    const bytes = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes })
    fc.assert(
      fc.property(bytes, (random) => {
        const code = writeCode(random)
        assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
        const letters = code.replaceAll('-', '')
        assert.equal(readCode(code), letters)
        assert.equal(readCode(` ${code.toLowerCase().replaceAll('-', ' – ')}\n`), letters)
        assert.equal(readCode(code.replaceAll('0', 'O').replaceAll('1', 'l')), letters)
      }),
    )
  })

  test('80 bits: different bytes give different codes', () => {
    const pair = fc.uniqueArray(fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes }), {
      minLength: 2,
      maxLength: 2,
      selector: (bytes) => Buffer.from(bytes).toString('hex'),
    })
    fc.assert(fc.property(pair, ([a, b]) => writeCode(a!) !== writeCode(b!)))
  })

  test('what is no code is none', () => {
    for (const typed of ['', '1234', 'U234-5678-9ABC-DEFG', '1234-5678-9ABC-DEFG-H', 'x'.repeat(5000)]) {
      assert.equal(readCode(typed), undefined, typed)
    }
  })

  test('a code by e-mail is eight digits', () => {
    assert.equal(readEmailCode(writeEmailCode('12345678')), '12345678')
    assert.equal(readEmailCode('１２３４ ５６７８'), '12345678')
    for (const typed of ['1234567', '123456789', '1234567a']) assert.equal(readEmailCode(typed), undefined)
  })
})

describe('e-mail addresses', () => {
  test('one form', () => {
    assert.equal(readEmailAddress(' Kari.Nordmann+Post@Example.NO '), 'kari.nordmann+post@example.no')
    assert.equal(readEmailAddress('post@blåbær.example'), 'post@xn--blbr-roah.example')
  })

  test('nothing that could change a header or a recipient', () => {
    const bad = [
      'kari',
      'kari@',
      '@example.no',
      'kari@localhost',
      'kari@example.no, ola@example.no',
      'kari@example.no\r\nBcc: ola@example.no',
      '"kari nordmann"@example.no',
      'Kari <kari@example.no>',
      'kari@[127.0.0.1]',
      'kari@127.0.0.1',
      'kari..n@example.no',
      'kari@example.no/path',
      'kari@ola@example.no',
      `${'a'.repeat(65)}@example.no`,
      `k@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.no`,
    ]
    for (const typed of bad) assert.equal(readEmailAddress(typed), undefined, JSON.stringify(typed))
  })
})

describe('passwords', () => {
  const about = ['Kari Anne Nordmann', 'kari@example.no']

  test('length is what counts, whatever the characters', () => {
    for (const password of [
      'tre grønne elefanter',
      'aBc9-xyz-Q!7',
      '鍵は三本の緑の象だった。',
      ' blanke tegn teller ',
    ]) {
      assert.equal(passwordProblem(password.padEnd(12, '☃'), about), undefined, password)
    }
    assert.match(passwordProblem('kortere enn', about) ?? '', /at least 12 characters; it has 11/)
    assert.match(passwordProblem('æ'.repeat(201), about) ?? '', /at most 200/)
    assert.equal(passwordProblem(`${'tre grønne elefanter '.repeat(9)}1234567`, about), undefined)
  })

  test('those that are tried first are refused, with their usual ends too', () => {
    const refused = [
      'password1234',
      'Passord12345!',
      'passwordpassword',
      'aaaaaaaaaaaa',
      '123456789012',
      'abcdefghijkl',
    ]
    for (const password of [...refused, 'qwertyuiop123', 'ＰＡＳＳＷＯＲＤ１２３４', 'abababababab', 'KariNordmann1']) {
      assert.notEqual(passwordProblem(password, about), undefined, password)
    }
  })

  test('one password on every keyboard', () => {
    assert.equal(normalisePassword('blåbær'), normalisePassword('bla\u030Abær'))
  })
})

describe('places on the network', () => {
  test('an IPv6 line is one place, however the address is written', () => {
    const same = [
      '2001:db8:1:2::1',
      '2001:DB8:1:2:ffff:ffff:ffff:ffff',
      '2001:0db8:0001:0002:0:0:0:9',
      '2001:db8:1:2::%eth0',
    ]
    assert.deepEqual(new Set(same.map(networkOf)), new Set(['2001:db8:1:2::/64']))
    assert.notEqual(networkOf('2001:db8:1:3::1'), networkOf('2001:db8:1:2::1'))
    assert.equal(networkOf('::1'), '0:0:0:0::/64')
  })

  test('IPv4, also in IPv6 clothes', () => {
    assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
    assert.equal(networkOf('192.0.2.7'), '192.0.2.7')
    assert.equal(networkOf('unix:'), undefined)
  })
})

test('waiting doubles up to a limit and stays there', () => {
  const waits = [1, 4, 5, 6, 7, 20, 1e9].map((tries) => waitAfter(throttles.account, tries))
  assert.deepEqual(waits, [0, 0, 10_000, 20_000, 40_000, 3_600_000, 3_600_000])
})
