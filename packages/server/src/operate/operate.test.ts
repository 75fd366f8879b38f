import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { checkBankAccountNumber, checkOrganisationNumber, checkPersonalIdentificationNumber } from '@brevdue/protocol'
import { makeSelfSigned } from '../keys/certificates.ts'
import { createKeyring } from '../keys/keyring.ts'
import { openNumber } from '../store/recipient-seal.ts'
import { findByDigipostAddress, findByOrganisationNumber } from '../store/recipients.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { addOrganisation, addPerson } from './add-recipient.ts'
import { addSender } from './add-sender.ts'
import { allowBroker } from './allow-broker.ts'
import { checkRevokedKeys } from './doctor/database.ts'
import { linkSubject } from './link-subject.ts'
import { InputError, OperatorError } from './operator-error.ts'
import { revokeCertificate } from './revoke-certificate.ts'
import { readSandboxFile } from './sandbox-file.ts'
import { refreshSandboxUrl, seedSandbox } from './seed-sandbox.ts'

const keyring = createKeyring(Buffer.alloc(32, 3))
const now = new Date('2026-11-23T12:00:00Z')
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database[Symbol.asyncDispose]())

async function problemsOf(work: Promise<unknown>): Promise<readonly string[]> {
  return work.then(
    () => [],
    (error: unknown) => {
      assert.ok(error instanceof OperatorError, String(error))
      return error.problems
    },
  )
}

test('a sender is added once, brought up to date, and given more certificates', async () => {
  const { db } = database
  const { certificatePem } = await makeSelfSigned({ subject: 'A', days: 10, from: now })
  const input = {
    id: '9223372036854775807',
    name: 'A AS',
    organisationNumber: '984661185',
    certificate: certificatePem,
  }
  const first = await addSender(db, input, now)
  assert.equal(first.outcome, 'added')
  assert.equal(first.facts.length, 2)
  assert.deepEqual(await addSender(db, input, now), { outcome: 'unchanged', facts: [], warnings: [] })
  const changed = await addSender(db, { ...input, name: 'B AS', permit: ['idporten'], refuse: ['html'] }, now)
  assert.equal(changed.outcome, 'changed')
  const row = await db.selectFrom('account').selectAll().where('id', '=', input.id).executeTakeFirstOrThrow()
  assert.equal(row.name, 'B AS')
  assert.deepEqual(row.permissions, ['bank-account', 'delivery-time', 'idporten', 'technical-attachments'])
  const fingerprint = new X509Certificate(certificatePem).fingerprint256
  assert.equal((await revokeCertificate(db, { sender: input.id, fingerprint }, now)).outcome, 'changed')
  assert.equal((await revokeCertificate(db, { sender: input.id, fingerprint }, now)).outcome, 'unchanged')
  assert.match((await problemsOf(addSender(db, input, now))).join(), /was revoked/)
})

test('a revoked key is revoked for every account and in every certificate that has it', async () => {
  const { db } = database
  const stolen = await makeSelfSigned({ subject: 'Stolen', days: 10, from: now })
  const renewed = await makeSelfSigned({ subject: 'Renewed', days: 20, from: now, privateKeyPem: stolen.privateKeyPem })
  const other = await makeSelfSigned({ subject: 'Other', days: 10, from: now })
  const sender = (id: string, organisationNumber: string, certificate: string) =>
    addSender(db, { id, name: `Sender ${id}`, organisationNumber, certificate }, now)
  await sender('701', '900500507', stolen.certificatePem)
  await sender('702', '900600607', stolen.certificatePem)
  await sender('703', '900700709', renewed.certificatePem)
  await sender('703', '900700709', other.certificatePem)
  const fingerprint = new X509Certificate(stolen.certificatePem).fingerprint256
  // Revoked for one account only, as earlier versions did.
  await db.updateTable('account_certificate').set({ revoked_at: now }).where('account_id', '=', '701').execute()
  assert.match((await checkRevokedKeys(db)).finding, /still in use by sender 702, 703/)

  const outcome = await revokeCertificate(db, { sender: '701', fingerprint }, now)
  assert.equal(outcome.outcome, 'changed')
  assert.equal(outcome.facts.length, 3)
  assert.match(outcome.warnings.join(), /registered for 702, 703 as well: it is revoked there too/)
  assert.equal((await checkRevokedKeys(db)).state, 'ok')
  const usable = await db
    .selectFrom('account_certificate')
    .select(['account_id', 'fingerprint'])
    .where('account_id', 'in', ['701', '702', '703'])
    .where('revoked_at', 'is', null)
    .execute()
  const otherFingerprint = new X509Certificate(other.certificatePem).fingerprint256.replaceAll(':', '').toLowerCase()
  assert.deepEqual(usable, [{ account_id: '703', fingerprint: otherFingerprint }])

  const again = await makeSelfSigned({ subject: 'Again', days: 30, from: now, privateKeyPem: stolen.privateKeyPem })
  const problem = (await problemsOf(sender('702', '900600607', again.certificatePem))).join()
  assert.match(problem, /has a key that was revoked for this sender on 2026-11-23/)
})

test('all faults of a sender are told at once', async () => {
  const input = {
    id: '0',
    name: ' ',
    organisationNumber: '98466',
    certificate: 'nonsense',
    permit: ['fly'],
  }
  assert.equal((await problemsOf(addSender(database.db, input, now))).length, 5)
})

test('certificates that cannot serve are refused', async () => {
  const { certificatePem, privateKeyPem } = await makeSelfSigned({ subject: 'A', days: 10, from: now })
  const add = (certificate: string, at = now): Promise<unknown> =>
    addSender(database.db, { id: '77', name: 'A', organisationNumber: '974760673', certificate }, at)
  assert.match((await problemsOf(add(privateKeyPem + certificatePem))).join(), /private key/)
  assert.match((await problemsOf(add(certificatePem, new Date('2027-01-01')))).join(), /expired on 2026-12-03/)
})

test('a sender id and an organisation belong together', async () => {
  const { db } = database
  await addSender(db, { id: '501', name: 'C', organisationNumber: '810418052' }, now)
  const problems = async (id: string, organisationNumber: string): Promise<string> =>
    (await problemsOf(addSender(db, { id, name: 'C', organisationNumber }, now))).join()
  assert.match(await problems('501', '974760673'), /belongs to C/)
  assert.match(await problems('502', '810418052'), /registered already, with another id/)
})

test('a broker is allowed once, and only for senders that are there', async () => {
  const { db } = database
  await addSender(db, { id: '601', name: 'D', organisationNumber: '900100108' }, now)
  await addSender(db, { id: '602', name: 'E', organisationNumber: '900300301' }, now)
  assert.equal((await allowBroker(db, { broker: '601', sender: '602' }, now)).outcome, 'added')
  assert.equal((await allowBroker(db, { broker: '601', sender: '602' }, now)).outcome, 'unchanged')
  assert.equal((await problemsOf(allowBroker(db, { broker: '603', sender: '604' }, now))).length, 2)
  assert.equal((await problemsOf(allowBroker(db, { broker: '601', sender: '601' }, now))).length, 1)
  await db.deleteFrom('broker_grant').execute()
  await db.deleteFrom('account').where('id', 'in', ['601', '602']).execute()
})

test('a person is added once, changed, and keeps what is not named', async () => {
  const { db } = database
  const person = { personalIdentificationNumber: '31818000033', name: 'Unni Ås', bankAccount: '82760100435' }
  const first = await addPerson({ db, keyring }, person, now)
  assert.equal(first.outcome, 'added')
  assert.match(first.digipostAddress, /^unni\.ås#[2-9A-Z]{4}$/)
  assert.equal((await addPerson({ db, keyring }, person, now)).outcome, 'unchanged')
  const moved = { ...person, addressLine1: 'Gata 1', postalCode: '0001', city: 'Oslo' }
  const second = await addPerson({ db, keyring }, moved, now)
  assert.equal(second.outcome, 'changed')
  assert.equal(second.digipostAddress, first.digipostAddress)
  const found = await findByDigipostAddress({ db, keyring }, first.digipostAddress)
  assert.equal(found?.birthDate, '1980-01-31')
  assert.equal(found?.addressLine1, 'Gata 1')
  const row = await db
    .selectFrom('recipient')
    .selectAll()
    .where('id', '=', found?.id ?? '')
    .executeTakeFirstOrThrow()
  const identity = openNumber(keyring, row.id, 'identity_encrypted', row.identity_encrypted ?? Buffer.of())
  assert.equal(identity, person.personalIdentificationNumber)
  assert.deepEqual(row.bank_account_hash, keyring.hashFor('bank account', '82760100435'))
  const rival = {
    personalIdentificationNumber: '71818000027',
    name: 'Ulf Ås',
    digipostAddress: first.digipostAddress.toUpperCase(),
  }
  assert.match((await problemsOf(addPerson({ db, keyring }, rival, now))).join(), /belongs to somebody else/)
})

test('what cannot be an address, a number or a code is refused, all of it at once, and nothing is registered', async () => {
  const { db } = database
  const wrong = { postalCode: '155', addressLine1: 'Gata 1', city: ' ', phoneNumber: 'home', emailAddress: 'unni' }
  const person = { personalIdentificationNumber: '71818000027', name: 'Unni Vik', ...wrong }
  const organisation = { organisationNumber: '810418052', name: 'Vik AS', ...wrong }
  const add = [() => addPerson({ db, keyring }, person, now), () => addOrganisation({ db, keyring }, organisation, now)]
  for (const adding of add) {
    const problems = await problemsOf(adding())
    for (const option of ['--postal-code', '--city', '--phone-number', '--email-address']) {
      assert.equal(problems.filter((problem) => problem.startsWith(`${option} is `)).length, 1, option)
    }
    assert.equal(problems.length, 4)
  }
  const link = { issuer: 'idporten', subject: 'a\nb', digipostAddress: 'kari' }
  assert.equal((await problemsOf(linkSubject({ db, keyring }, link, now))).length, 3)
  // Which ends the command with 2, as wrong usage does.
  await assert.rejects(linkSubject({ db, keyring }, link, now), InputError)
  const registered = await db
    .selectFrom('recipient')
    .select('id')
    .where('identity_hash', '=', keyring.hashFor('national identity number', '71818000027'))
    .execute()
  assert.deepEqual(registered, [])
  assert.equal(await findByOrganisationNumber({ db, keyring }, '810418052'), undefined)
})

test('a person without a mailbox has an alias, and can be given a mailbox', async () => {
  const { db } = database
  const person = { personalIdentificationNumber: '31668000188', name: 'Siv Dahl', mailbox: false }
  const { digipostAddress, facts } = await addPerson({ db, keyring }, person, now)
  assert.doesNotMatch(digipostAddress, /siv/)
  assert.doesNotMatch(facts.join(), /mailbox/)
  assert.equal((await addPerson({ db, keyring }, { ...person, mailbox: true }, now)).outcome, 'changed')
  const again = await addPerson({ db, keyring }, person, now)
  assert.equal(again.outcome, 'unchanged')
  assert.match(again.warnings.join(), /has a mailbox already/)
})

test('a number with wrong control digits is registered with a warning, other faults are refused together', async () => {
  const { db } = database
  const odd = await addPerson({ db, keyring }, { personalIdentificationNumber: '31818000034', name: 'X' }, now)
  assert.match(odd.warnings.join(), /wrong control digits/)
  const bad = {
    personalIdentificationNumber: '123',
    name: '',
    digipostAddress: 'x',
    bankAccount: '1',
    birthDate: '2020-02-31',
    city: 'Oslo',
  }
  assert.equal((await problemsOf(addPerson({ db, keyring }, bad, now))).length, 6)
  const odder = await addOrganisation({ db, keyring }, { organisationNumber: '123456789', name: 'Y' }, now)
  assert.match(odder.warnings.join(), /not one that the register gives out/)
})

test('a sandbox is seeded, and seeded again without harm', async () => {
  const { db } = database
  const dataDirectory = await mkdtemp(join(tmpdir(), 'brevdue-seed-'))
  try {
    const place = { dataDirectory, url: 'http://127.0.0.1:1' }
    const sandbox = await seedSandbox({ db, keyring }, place, now)
    assert.deepEqual(await seedSandbox({ db, keyring }, place, now), sandbox)
    assert.deepEqual(await readSandboxFile(dataDirectory), sandbox)
    for (const sender of sandbox.senders) {
      const read = (path: string): Promise<Buffer> => readFile(join(dataDirectory, path))
      assert.ok(
        new X509Certificate(await read(sender.certificate)).checkPrivateKey(createPrivateKey(await read(sender.key))),
      )
      assert.ok((await read(sender.p12)).length > 1000)
      assert.equal((await stat(join(dataDirectory, sender.key))).mode & 0o077, 0)
      assert.ok(checkOrganisationNumber(sender.organisationNumber))
    }
    assert.equal(sandbox.people.length, 6)
    assert.equal(sandbox.people.filter((person) => !person.hasMailbox).length, 1)
    for (const person of sandbox.people) {
      const check = checkPersonalIdentificationNumber(person.personalIdentificationNumber)
      assert.ok(check.valid && check.synthetic, person.name)
      assert.ok(person.bankAccountNumber === null || checkBankAccountNumber(person.bankAccountNumber), person.name)
    }
    assert.equal((await refreshSandboxUrl(dataDirectory, 'http://127.0.0.1:2'))?.url, 'http://127.0.0.1:2')
    assert.equal((await readSandboxFile(dataDirectory))?.url, 'http://127.0.0.1:2')
  } finally {
    await rm(dataDirectory, { recursive: true })
  }
})
