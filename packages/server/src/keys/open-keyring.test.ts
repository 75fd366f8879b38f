import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Secret } from '../config/secret.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { openKeyring } from './open-keyring.ts'

async function place(context: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-master-'))
  context.after(() => rm(directory, { recursive: true }))
  return directory
}

const options = (database: TestDatabase, dataDirectory: string, masterKey?: Secret) => ({
  config: { dataDirectory, masterKey },
  db: database.db,
  warn: () => undefined,
})

test('the key is made once, for its owner only, and found again', async (context) => {
  await using database = await testDatabase()
  const data = await place(context)
  const [one, ...others] = await Promise.all([1, 2, 3, 4, 5, 6].map(() => openKeyring(options(database, data))))
  assert.ok(one)
  const row = { table: 'recipient', id: '1' }
  for (const keyring of [...others, await openKeyring(options(database, data))])
    assert.equal(keyring.row(row).open('name', one.row(row).seal('name', 'text')), 'text')
  assert.equal((await stat(join(data, 'keys', 'master.key'))).mode & 0o777, 0o600)
})

test('a database whose key is missing is refused, and no other key is made', async (context) => {
  await using database = await testDatabase()
  await openKeyring(options(database, await place(context)))
  const elsewhere = await place(context)
  await assert.rejects(openKeyring(options(database, elsewhere)), /master key of this database is missing/)
  await assert.rejects(stat(join(elsewhere, 'keys', 'master.key')), { code: 'ENOENT' })
})

test('a wrong key is refused, configured or from the file', async (context) => {
  await using database = await testDatabase()
  const data = await place(context)
  await openKeyring(options(database, data))
  const wrong = randomBytes(32).toString('base64')
  await assert.rejects(openKeyring(options(database, data, new Secret(wrong))), /BREVDUE_MASTER_KEY\) is not the one/)
  await writeFile(join(data, 'keys', 'master.key'), wrong)
  await assert.rejects(openKeyring(options(database, data)), /master\.key\) is not the one/)
  await writeFile(join(data, 'keys', 'master.key'), 'short')
  await assert.rejects(openKeyring(options(database, data)), /is damaged/)
})

test('a key made beside a database of one’s own is announced', async (context) => {
  await using database = await testDatabase()
  const said: string[] = []
  const config = { dataDirectory: await place(context), databaseUrl: new Secret(database.url) }
  await openKeyring({ config, db: database.db, warn: (message) => void said.push(message) })
  await openKeyring({ config, db: database.db, warn: (message) => void said.push(message) })
  assert.equal(said.length, 1)
  assert.match(said[0] ?? '', /back it up/)
  assert.doesNotMatch(said[0] ?? '', /other server/)
})
