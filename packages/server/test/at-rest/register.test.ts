import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { firstFormOf } from '../../src/keys/first-form.ts'
import { createKeyring } from '../../src/keys/keyring.ts'
import { addPerson } from '../../src/operate/add-recipient.ts'
import { listMailboxOwners } from '../../src/store/mailbox-owners.ts'
import { stayOnlyServer } from '../../src/store/only-server.ts'
import {
  findByBankAccount,
  findByDigipostAddress,
  findByIdentityNumber,
  findByName,
  type Register,
} from '../../src/store/recipients.ts'
import { refuseBesideOlderServer } from '../../src/store/sealing/before-requests.ts'
import { unsealedParts } from '../../src/store/sealing/marks.ts'
import { sealRegister } from '../../src/store/sealing/register.ts'
import { type TestDatabase, testDatabase, testIdentityNumber } from '../../src/testing/index.ts'
import { registerOfBefore } from './first-form.ts'

const masterKey = Buffer.alloc(32, 9)
const fail = (error: unknown) => assert.fail(String(error))
const people = 1_203
/** Eleven digits that are a valid number of both kinds; the check digits do not matter to what is stored. */
const bankAccount = '82760100435'

describe('a register of the first version', () => {
  let database: TestDatabase
  let register: Register
  before(async () => {
    database = await testDatabase()
    register = { db: database.db, keyring: createKeyring(masterKey) }
    await addPerson(register, { ...who(1), bankAccount }, new Date(0))
    await addPerson(register, who(2), new Date(1))
    await registerOfBefore(database.db, register.keyring, masterKey)
    await sql`INSERT INTO recipient (id, kind, name, name_key, digipost_address, postal_code)
      SELECT gen_random_uuid(), 'PERSON', 'Copy ' || n, 'copy ' || n, 'copy#' || n, '0001'
      FROM generate_series(3, ${sql.lit(people)}) n`.execute(database.db)
  })
  after(() => database[Symbol.asyncDispose]())

  const who = (number: number) => ({
    personalIdentificationNumber: testIdentityNumber(number),
    name: `Kåre Solbakken ${number}`,
    digipostAddress: `kåre.${number}#1A2B`,
    birthDate: `1980-01-0${number}`,
    ...{ addressLine1: `Prøvegata ${number}`, addressLine2: 'Bolig 3', postalCode: '0155', city: 'Oslo' },
    ...{ phoneNumber: '+4799999999', emailAddress: `kare${number}@example.no` },
  })
  const dump = async () => JSON.stringify((await sql`SELECT r FROM recipient r`.execute(database.db)).rows)

  test('is left alone by a command while a server of the older version runs', async () => {
    register.keyring.firstForm = firstFormOf(masterKey)
    const server = await stayOnlyServer(database.url, { lost: fail, back: () => undefined, failed: fail })
    await assert.rejects(
      refuseBesideOlderServer(database.db, register.keyring, false),
      /Restart the server with this version/,
    )
    await server.close()
    await refuseBesideOlderServer(database.db, register.keyring, false)
    assert.match(await dump(), /Solbakken/)
  })

  test('is sealed again as a whole, by two processes at once, and finds the same people as before', async () => {
    assert.match(await dump(), /Solbakken/)
    const rings = [createKeyring(masterKey), register.keyring]
    for (const ring of rings) ring.firstForm = firstFormOf(masterKey)
    const sealed = await Promise.all(rings.map((keyring) => sealRegister(database.db, keyring, fail)))
    assert.equal((sealed[0] ?? 0) + (sealed[1] ?? 0), people)
    assert.ok(!(await unsealedParts(database.db, register.keyring)).includes('register'))
    register.keyring.firstForm = undefined
    const { personalIdentificationNumber, ...expected } = who(1)
    const found = await findByIdentityNumber(register, personalIdentificationNumber)
    for (const [part, value] of Object.entries(expected)) {
      assert.equal(found?.[part as keyof typeof found], value, part)
    }
    const { id = '' } = found ?? {}
    assert.equal((await findByDigipostAddress(register, 'KÅRE.1#1a2b'))?.id, id)
    assert.equal((await findByBankAccount(register, bankAccount))?.id, id)
    const named = { nameKey: 'kåre 1', postalCode: '0155', birthDate: undefined }
    assert.deepEqual(
      (await findByName(register, named)).map((one) => one.id),
      [id],
    )
    const born = { nameKey: 'kåre 1', postalCode: '9999', birthDate: '1980-01-01' }
    assert.deepEqual(
      (await findByName(register, born)).map((one) => one.id),
      [id],
    )
    const owners = await listMailboxOwners(register)
    assert.deepEqual(
      owners.map(({ name }) => name),
      ['Kåre Solbakken 1', 'Kåre Solbakken 2'],
      'the oldest first',
    )
  })

  test('holds nothing in clear afterwards, and nothing of the first form', async () => {
    const text = await dump()
    assert.doesNotMatch(text, /solbakken|prøvegata|example|1980-01|oslo|bolig|copy/i)
    const { rows } = await sql<{ form: number }>`SELECT DISTINCT get_byte(sealed, 0) AS form FROM recipient,
      unnest(ARRAY[profile_encrypted, identity_encrypted, bank_account_encrypted]) AS sealed
      WHERE sealed IS NOT NULL`.execute(database.db)
    assert.deepEqual(rows, [{ form: 2 }])
    assert.equal(await sealRegister(database.db, register.keyring, fail), 0)
  })

  test('a bank account with the digits of a national identity number does not find its owner by the other', async () => {
    assert.equal(await findByIdentityNumber(register, bankAccount), undefined)
    assert.equal(await findByBankAccount(register, who(1).personalIdentificationNumber), undefined)
  })

  test('one person’s profile or number in another’s row does not open', async () => {
    const [one, two] = await Promise.all([1, 2].map((n) => findByIdentityNumber(register, testIdentityNumber(n))))
    await sql`UPDATE recipient SET profile_encrypted = (SELECT profile_encrypted FROM recipient WHERE id = ${one?.id})
      WHERE id = ${two?.id}`.execute(database.db)
    await assert.rejects(findByIdentityNumber(register, testIdentityNumber(2)), { name: 'SealError' })
  })

  test('a number that does not open is reported, kept, and does not stop the others', async () => {
    const { digipostAddress } = await addPerson(register, who(3), new Date(2))
    const { id = '' } = (await findByDigipostAddress(register, digipostAddress)) ?? {}
    await sql`DELETE FROM recipient WHERE id <> ${id} AND id NOT IN (SELECT recipient_id FROM mailbox)`.execute(
      database.db,
    )
    await sql`UPDATE recipient SET profile_encrypted = NULL, digipost_address_hash = NULL, name = 'Kåre', name_key = 'kåre',
      digipost_address = ${digipostAddress}, identity_encrypted = '\\x01aa' WHERE id = ${id}`.execute(database.db)
    await sql`DELETE FROM installation WHERE name LIKE 'sealed again: %'`.execute(database.db)
    register.keyring.firstForm = firstFormOf(masterKey)
    const faults: unknown[] = []
    assert.equal(await sealRegister(database.db, register.keyring, (error) => faults.push(error)), 1)
    assert.match(String(faults), new RegExp(`identity_encrypted of recipient ${id} does not open`))
    assert.equal((await findByDigipostAddress(register, digipostAddress))?.name, 'Kåre')
    assert.equal(await findByIdentityNumber(register, testIdentityNumber(3)), undefined)
  })
})
