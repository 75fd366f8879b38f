import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { loadConfig } from '../../config/load.ts'
import { createKeyring } from '../../keys/keyring.ts'
import { openKeyring } from '../../keys/open-keyring.ts'
import { loadResponseKey } from '../../keys/response-key.ts'
import { type TestDatabase, testDatabase } from '../../testing/index.ts'
import { seedSandbox } from '../seed-sandbox.ts'
import { doctor } from './doctor.ts'
import type { Finding } from './finding.ts'

let database: TestDatabase
let dataDirectory: string
const at = (...path: string[]): string => join(dataDirectory, ...path)
const day = 86_400_000
const look = async (now = new Date(), url = database.url): Promise<Map<string, Finding>> => {
  const config = loadConfig({}, { dataDirectory, databaseUrl: url })
  return new Map((await doctor(config, () => now)).map((finding) => [finding.name, finding]))
}
const stateOf = async (name: string, now?: Date): Promise<string | undefined> => (await look(now)).get(name)?.state

before(async () => {
  database = await testDatabase()
  dataDirectory = await mkdtemp(join(tmpdir(), 'brevdue-doctor-'))
  const config = loadConfig({}, { dataDirectory, databaseUrl: database.url })
  await openKeyring({ config, db: database.db, warn: () => undefined })
  await loadResponseKey(at('keys'), new Date())
  const keyring = createKeyring(Buffer.alloc(32, 5))
  await seedSandbox({ db: database.db, keyring }, { dataDirectory, url: 'http://127.0.0.1:1' }, new Date())
})
after(async () => {
  await database[Symbol.asyncDispose]()
  await rm(dataDirectory, { recursive: true })
})

test('a healthy installation has no fault, and looking at it changes nothing', async () => {
  const before = await readdir(dataDirectory, { recursive: true })
  const findings = [...(await look()).values()]
  assert.deepEqual(
    findings.filter(({ state }) => state === 'failed'),
    [],
  )
  assert.ok(findings.length >= 10)
  for (const { state, advice } of findings) assert.equal(advice === undefined, state === 'ok')
  assert.deepEqual(await readdir(dataDirectory, { recursive: true }), before)
})

test('a variable that nothing knows is found, with the one that was probably meant', async () => {
  const config = loadConfig({ BREVDUE_BINDAYS: '7' }, { dataDirectory, databaseUrl: database.url })
  const [first] = await doctor(config, () => new Date())
  assert.equal(first?.state, 'warning')
  assert.match(first.finding, /BREVDUE_BINDAYS .*BREVDUE_BIN_DAYS/)
})

test('a data directory that is none is a fault; one that is not there yet a warning', async () => {
  const lookAt = (directory: string): Promise<Finding[]> =>
    doctor(loadConfig({}, { dataDirectory: directory, databaseUrl: database.url }), () => new Date())
  assert.deepEqual(
    (await lookAt(at('keys', 'master.key'))).map(({ state }) => state),
    ['failed'],
  )
  assert.deepEqual(
    (await lookAt(at('none'))).map(({ state }) => state),
    ['warning'],
  )
})

test('an embedded database that is not there is told of, and not made', async () => {
  const before = await readdir(dataDirectory, { recursive: true })
  const findings = await doctor(loadConfig({}, { dataDirectory }), () => new Date())
  assert.equal(findings.find(({ name }) => name === 'database')?.state, 'warning')
  assert.deepEqual(await readdir(dataDirectory, { recursive: true }), before)
})

test('a missing master key is a fault', async () => {
  await rename(at('keys', 'master.key'), at('elsewhere'))
  assert.equal(await stateOf('master key'), 'failed')
  await rename(at('elsewhere'), at('keys', 'master.key'))
  assert.equal(await stateOf('master key'), 'ok')
})

test('keys that others can read are warned of', async () => {
  await chmod(at('keys', 'response-key.pem'), 0o644)
  assert.equal(await stateOf('response key file'), 'warning')
  await chmod(at('keys', 'response-key.pem'), 0o600)
})

test('certificates are warned of before they end', async () => {
  const inYears = (years: number): Date => new Date(Date.now() + years * 365 * day)
  assert.equal(await stateOf('sender certificates'), 'ok')
  const later = await look(inYears(3))
  assert.equal(later.get('clock')?.state, 'failed')
  assert.equal(later.get('sender certificates')?.state, 'warning')
  assert.equal(later.get('response certificate')?.state, 'ok')
  assert.equal(await stateOf('response certificate', new Date(Date.now() + 3640 * day)), 'warning')
  assert.equal(await stateOf('response certificate', inYears(11)), 'failed')
})

test('a sandbox that lost a key is a fault, and the advice repairs it', async () => {
  const place = { dataDirectory, url: 'http://127.0.0.1:1' }
  await rm(at('sandbox', 'fjellvik-kommune', 'sender.p12'))
  assert.equal(await stateOf('sandbox'), 'failed')
  await seedSandbox({ db: database.db, keyring: createKeyring(Buffer.alloc(32, 5)) }, place, new Date())
  assert.equal(await stateOf('sandbox'), 'ok')
})

test('a database that does not answer is a fault, and the rest is looked at all the same', async () => {
  const findings = await look(new Date(), 'postgres://a:secret@127.0.0.1:1/none')
  assert.equal(findings.get('database')?.state, 'failed')
  assert.doesNotMatch(findings.get('database')?.finding ?? '', /secret/)
  assert.ok(findings.has('response certificate'))
})
