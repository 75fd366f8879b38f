import assert from 'node:assert/strict'
import { constants, generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { signatureEcho, signText, verifyText } from './signature.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const text = 'GET\n/å\ndate: D\n\n'

test('a signature verifies with its own key, text and bytes, and with no other', async () => {
  const signature = await signText(text, rsa.privateKey)
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  assert.equal(verifyText(text, signature, rsa.publicKey), true)
  assert.equal(verifyText(text, signature, other.publicKey), false)
  assert.equal(verifyText(`${text} `, signature, rsa.publicKey), false)
  assert.equal(verifyText(text, await signText('other', rsa.privateKey), rsa.publicKey), false)
})

test('malformed signatures are false, not exceptions', () => {
  for (const signature of ['', '=', 'abc', '%%%%', 'AAAA', 'AAAA\n', `${'A'.repeat(5000)}`, 'ÅÅÅÅ']) {
    assert.equal(verifyText(text, signature, rsa.publicKey), false)
  }
})

test('keys that are not plain RSA neither sign nor verify', async () => {
  const { privateKey, publicKey } = curve
  await assert.rejects(signText(text, privateKey), { name: 'MailError', code: 'CLIENT_ERROR' })
  await assert.rejects(signText(text, pss.privateKey), { code: 'CLIENT_ERROR' })
  await assert.rejects(signText(text, rsa.publicKey), { code: 'CLIENT_ERROR' })
  const genuine = sign('sha256', Buffer.from(text), privateKey).toString('base64')
  assert.equal(verifyText(text, genuine, publicKey), false)
})

test('a PSS signature of the right key is not accepted', () => {
  const options = { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }
  const signature = sign('sha256', Buffer.from(text), options).toString('base64')
  assert.equal(verifyText(text, signature, rsa.publicKey), false)
})

test('the echo frames the text on lines of their own', () => {
  assert.equal(signatureEcho('GET\n/\n\n'), '===START===\nGET\n/\n\n===SLUTT===')
})
