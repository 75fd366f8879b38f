import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { BrevdueClient } from '@brevdue/client'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const password = 'blåbær 1'
const locked = { cipher: 'aes-256-cbc', passphrase: password }

/** With nothing in it. */
const pem = (label: string): string => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`

const open = (key: string | Buffer, keyPassword?: string): void =>
  new BrevdueClient({ brokerId: 1, key, ...(keyPassword !== undefined && { keyPassword }) }).close()

const encrypted = [
  privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }),
  privateKey.export({ type: 'pkcs1', format: 'pem', ...locked }),
  privateKey.export({ type: 'pkcs8', format: 'der', ...locked }),
]

test('a key, each form without a password: it is read', () => {
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    open(privateKey.export({ type, format: 'pem' }))
    open(privateKey.export({ type, format: 'der' }))
    open(privateKey.export({ type, format: 'der' }), 'not needed')
  }
})

test('a key, each encrypted form: read with its password, else one sentence about the password', () => {
  for (const key of encrypted) {
    open(key, password)
    assert.throws(() => open(key), { code: 'CLIENT_ERROR', message: /^The key cannot be used: it is encrypted; give/ })
    assert.throws(() => open(key, 'wrong'), { code: 'CLIENT_ERROR', message: /: its password is another one/ })
  }
})

test('a key, something else: one sentence of ours, nothing of OpenSSL', () => {
  const pkcs12 = Buffer.from('308209c10201033082098706092a864886f70d010701', 'hex')
  const wrong: [string | Buffer, RegExp][] = [
    [pkcs12, /PKCS #12.*openssl pkcs12/],
    [publicKey.export({ type: 'spki', format: 'pem' }), /something else/],
    [pem('OPENSSH PRIVATE KEY'), /form of OpenSSH/],
    [pem('PRIVATE KEY'), /damaged/],
    ['', /neither PEM/],
    [Buffer.alloc(100, 0x30), /neither PEM/],
  ]
  for (const [key, message] of wrong) {
    assert.throws(
      () => open(key),
      (error: Error) => {
        assert.match(error.message, message)
        assert.doesNotMatch(error.message, /error:|DECODER|asn1|ERR_/)
        return true
      },
    )
  }
})
