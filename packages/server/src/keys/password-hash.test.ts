import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currentCost, decoyHash, hashPassword, isOutdated, isPassword } from './password-hash.ts'

const cheap = { logCost: 8, blockSize: 8, parallelism: 1 }

test('the right password and no other', async () => {
  const hashed = await hashPassword('tre grønne elefanter', cheap)
  assert.equal(await isPassword('tre grønne elefanter', hashed), true)
  assert.equal(await isPassword('tre grønne elefanter ', hashed), false)
  assert.notEqual(hashed, await hashPassword('tre grønne elefanter', cheap))
})

test('today’s cost is OWASP’s, works, and an older hash is known as such', async () => {
  const hashed = await hashPassword('x', currentCost)
  assert.match(hashed, /^\$scrypt\$ln=17,r=8,p=1\$/)
  assert.equal(await isPassword('x', hashed), true)
  assert.equal(isOutdated(hashed, currentCost), false)
  assert.equal(isOutdated(await hashPassword('x', cheap), currentCost), true)
})

test('a decoy is checked like any other and never right', async () => {
  assert.equal(await isPassword('', decoyHash(cheap)), false)
  assert.equal(decoyHash(currentCost).length, (await hashPassword('x', currentCost)).length)
})

test('what is no hash is a fault, not a wrong password', async () => {
  await assert.rejects(isPassword('x', 'plain text'), /unknown form/)
  await assert.rejects(isPassword('x', '$scrypt$ln=8,r=8,p=1$AAAA$AAAA'), /cut short/)
})
