import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { createKeyring, type Keyring } from './keyring.ts'
import type { Row } from './row-seal.ts'

const keyring = createKeyring(Buffer.alloc(32, 7))
const other = createKeyring(Buffer.alloc(32, 8))
const row: Row = { table: 'document', id: '1', owner: 'a' }
const seal = (ring: Keyring, of: Row = row) => ring.row(of)

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sealed = seal(keyring).seal('subject', text)
      assert.equal(seal(keyring).open('subject', sealed), text)
      assert.notDeepEqual(seal(keyring).seal('subject', text), sealed)
    }),
  )
  const key = createSecretKey(randomBytes(32))
  assert.ok(seal(keyring).unwrap('key', seal(keyring).wrap('key', key)).equals(key))
})

test('a changed byte anywhere, a cut end or another master key does not open', () => {
  const sealed = seal(keyring).seal('subject', '12345')
  for (let position = 0; position < sealed.length; position++) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(position) ^ 1, position)
    assert.throws(() => seal(keyring).open('subject', changed), { name: 'SealError' }, `byte ${position}`)
  }
  for (let length = 0; length < sealed.length; length++) {
    assert.throws(() => seal(keyring).open('subject', sealed.subarray(0, length)), { name: 'SealError' })
  }
  assert.throws(() => seal(other).open('subject', sealed), /another master key/)
})

test('in another column, row, mailbox or table it does not open, and the error names the place', () => {
  const sealed = seal(keyring).seal('subject', 'text')
  assert.throws(() => seal(keyring).open('address', sealed), /^SealError: address of document 1 does not open/)
  for (const moved of [{ id: '2' }, { owner: 'b' }, { owner: undefined }, { table: 'recipient' }]) {
    assert.throws(() => seal(keyring, { ...row, ...moved }).open('subject', sealed), { name: 'SealError' })
  }
  // what is between the parts belongs to none of them
  const split = keyring.row({ table: 't', id: 'bc', owner: 'a' }).seal('x', 'text')
  assert.throws(() => keyring.row({ table: 't', id: 'c', owner: 'ab' }).open('x', split), { name: 'SealError' })
})

test('hashes are equal for equal texts, and differ between purposes and between master keys', () => {
  const number = '17922312345'
  assert.deepEqual(keyring.hashFor('bank account', number), keyring.hashFor('bank account', number))
  assert.notDeepEqual(keyring.hashFor('bank account', number), keyring.hashFor('national identity number', number))
  assert.notDeepEqual(keyring.hashFor('bank account', number), other.hashFor('bank account', number))
  assert.notDeepEqual(keyring.checkValue(), other.checkValue())
})
