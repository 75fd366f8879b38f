import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { checkOrganisationNumber, checkPersonalIdentificationNumber } from '@brevdue/protocol'
import { createKeyring } from '../keys/keyring.ts'
import { aPerson, aSender } from './builders.ts'
import { testDatabase } from './test-database.ts'
import { testIdentityNumber, testOrganisationNumber } from './test-numbers.ts'

test('the numbers are valid, synthetic and each their own', () => {
  const running = Array.from({ length: 2000 }, (_, index) => index + 1)
  const identities = running.map(testIdentityNumber)
  assert.equal(new Set(identities).size, identities.length)
  for (const number of identities) {
    assert.ok(checkPersonalIdentificationNumber(number).valid, number)
    assert.ok(Number(number.slice(2, 4)) > 80)
  }
  const organisations = running.map(testOrganisationNumber)
  assert.equal(new Set(organisations).size, organisations.length)
  for (const number of organisations) assert.ok(checkOrganisationNumber(number), number)
})

test('senders and people are registered as an operator would', async () => {
  await using database = await testDatabase()
  const place = { db: database.db, keyring: createKeyring(randomBytes(32)) }
  const sender = await aSender(place)
  const broker = await aSender(place, { brokerFor: [sender], ownKey: true })
  assert.notEqual(broker.privateKeyPem, sender.privateKeyPem)
  assert.deepEqual(await database.db.selectFrom('broker_grant').select(['broker_id', 'sender_id']).execute(), [
    { broker_id: broker.id, sender_id: sender.id },
  ])
  assert.ok((await aPerson(place)).mailboxId)
  assert.equal((await aPerson(place, { mailbox: false })).mailboxId, undefined)
})
