import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { StartError } from '../config/start-error.ts'
import { readOrCreate } from '../keys/read-or-create.ts'
import { inDataDirectory } from './data-directory.ts'
import { connectOrStart } from './embedded/connect-or-start.ts'

let place: string
before(async () => {
  place = await mkdtemp(join(tmpdir(), 'brevdue-place-'))
})
after(() => rm(place, { recursive: true }))

const secretIn = (directory: string) =>
  inDataDirectory(directory, () => readOrCreate(join(directory, 'keys/a'), () => 'x'))

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail('nothing was refused'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof StartError, String(error))
  return error.message
}

test('any path will do: deep, with blanks, in all letters; twice, and twice at once', async () => {
  const deep = join(place, 'med mellomrom', 'øæå 日本', 'a'.repeat(200), 'b'.repeat(200))
  assert.deepEqual(await Promise.all([secretIn(deep), secretIn(deep)]), ['x', 'x'])
  assert.equal(await secretIn(deep), 'x')
  assert.equal((await stat(join(deep, 'keys'))).mode & 0o777, 0o700)
})

test('a place that cannot be one is refused at once, with the place, the reason and what to do', async () => {
  const plain = join(place, 'plain')
  await writeFile(plain, '')
  await symlink(join(place, 'one'), join(place, 'two'))
  await symlink(join(place, 'two'), join(place, 'one'))
  const wrong: [string, RegExp][] = [
    [plain, /is no directory.*EEXIST/],
    [join(plain, 'below'), /below something that is none.*ENOTDIR/],
    [join(place, 'one', 'below'), /circle of links.*ELOOP/],
    [join(place, 'x'.repeat(300)), /too long a name.*ENAMETOOLONG/],
  ]
  for (const [directory, reason] of wrong) {
    const told = await refusal(secretIn(directory))
    assert.ok(told.startsWith(`The data directory ${directory} `), told)
    assert.match(told, reason)
    assert.match(told, /BREVDUE_DATA\.$/)
    assert.ok(!told.includes('\n'))
  }
  assert.deepEqual((await readdir(place)).sort(), ['med mellomrom', 'one', 'plain', 'two'])
})

test('where the system denies what it shows, nothing is tried for ever', { skip: platform() !== 'linux' }, async () => {
  for (const directory of ['/proc/brevdue', '/proc/brevdue/data', '/proc/self', '/proc/self/brevdue']) {
    assert.match(await refusal(secretIn(directory)), /cannot be made there|may not be used/, directory)
  }
})

test('a full or a failing disk is told as what it is; a fault that is no place’s is passed on as it is', async () => {
  const failing = (code: string, path?: string) =>
    inDataDirectory(place, () => Promise.reject(Object.assign(new Error(code), { code, path })))
  assert.match(await refusal(failing('ENOSPC')), /has no room left \(ENOSPC\)\. Make room, or/)
  assert.match(await refusal(failing('EROFS', join(place, 'keys'))), /cannot be written to \(EROFS .*keys\)\. Choose/)
  for (const [code, path] of [['EACCES'], ['ENOENT', '/elsewhere/postgres'], ['ECONNREFUSED']] as const) {
    await assert.rejects(failing(code, path), (error) => !(error instanceof StartError))
  }
})

test('a path that PostgreSQL has no room for is refused before anything is made', async () => {
  const long = join(place, ...Array.from({ length: 6 }, () => 'd'.repeat(200)))
  assert.match(await refusal(connectOrStart(long, { as: 'operator' })), /bytes long; 900 is the most/)
  await assert.rejects(stat(join(place, 'd'.repeat(200))), { code: 'ENOENT' })
})
