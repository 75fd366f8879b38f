import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { createKeyring } from './keyring.ts'

const keyring = createKeyring(Buffer.alloc(32, 7))
const other = createKeyring(Buffer.alloc(32, 8))

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sealed = keyring.encryptText(text)
      assert.equal(keyring.decryptText(sealed), text)
      assert.notDeepEqual(keyring.encryptText(text), sealed)
    }),
  )
  const key = randomBytes(32)
  assert.deepEqual(keyring.unwrap(keyring.wrap(key)), key)
})

test('a changed byte anywhere, a cut end or another master key does not open', () => {
  const sealed = keyring.encryptText('12345')
  for (let position = 0; position < sealed.length; position++) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(position) ^ 1, position)
    assert.throws(() => keyring.decryptText(changed), `byte ${position}`)
  }
  for (let length = 0; length < sealed.length; length++) {
    assert.throws(() => keyring.decryptText(sealed.subarray(0, length)), `${length} bytes`)
  }
  assert.throws(() => other.decryptText(sealed), /another master key/)
})

test('a text does not open as a data key', () => {
  assert.throws(() => keyring.unwrap(keyring.encryptText('text')))
})

test('identity hashes are equal for equal texts and differ between master keys', () => {
  assert.deepEqual(keyring.hashIdentity('17922312345'), keyring.hashIdentity('17922312345'))
  assert.notDeepEqual(keyring.hashIdentity('17922312345'), other.hashIdentity('17922312345'))
  assert.notDeepEqual(keyring.checkValue(), other.checkValue())
})
