import assert from 'node:assert/strict'
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { connectOrStart } from '../../src/store/embedded/connect-or-start.ts'
import { stayConnected } from '../../src/store/embedded/stay-connected.ts'
import { attach, dataDirectory, isRunning, postmasterPid, query, serve } from './processes.ts'

test('the server killed: its database lives on and the next server adopts it', async (context) => {
  const directory = await dataDirectory(context)
  const first = await attach(directory, 'server')
  await query(first.said.url, 'CREATE TABLE kept AS SELECT 7 AS n')
  await first.kill()
  assert.equal(await isRunning(directory), true)

  const second = await attach(directory, 'server')
  assert.deepEqual([second.said.started, second.said.url], [false, first.said.url])
  assert.deepEqual(await query(second.said.url, 'SELECT n FROM kept'), [{ n: 7 }])
  assert.equal(await second.leave(), 0)
  assert.equal(await isRunning(directory), false)
})

test('everything killed at once: the next start recovers what was acknowledged', async (context) => {
  const directory = await dataDirectory(context)
  for (let round = 1; round <= 3; round++) {
    const server = await attach(directory, 'server')
    assert.equal(server.said.started, true)
    if (round === 1) await query(server.said.url, 'CREATE TABLE kept (n integer)')
    assert.equal((await query(server.said.url, 'SELECT n FROM kept')).length, round - 1)
    await query(server.said.url, `INSERT INTO kept VALUES (${round})`)
    process.kill((await postmasterPid(directory)) ?? 0, 'SIGKILL')
    await server.kill()
  }
})

test('a lock file whose number another program has now does not keep it from starting', async (context) => {
  const directory = await dataDirectory(context)
  const server = await attach(directory, 'server')
  const lock = join(directory, 'postgres', 'postmaster.pid')
  const text = await readFile(lock, 'utf8')
  await server.leave()
  await writeFile(lock, text.replace(/^\d+/, String(process.pid)), { mode: 0o600 })
  const again = await attach(directory, 'server')
  assert.equal(again.said.started, true)
  await again.leave()
})

test('an empty lock file, as a kill at that moment leaves it, does not keep it from starting', async (context) => {
  const directory = await dataDirectory(context)
  await (await attach(directory, 'server')).leave()
  await writeFile(join(directory, 'postgres', 'postmaster.pid'), '', { mode: 0o600 })
  const server = await attach(directory, 'server')
  assert.equal(server.said.started, true)
  await server.leave()
})

test('a first start that was cut off half-way is done again', async (context) => {
  const directory = await dataDirectory(context)
  await (await attach(directory, 'operator')).leave()
  const copy = join(directory, 'postgres.new-from-backup')
  await cp(join(directory, 'postgres'), copy, { recursive: true })
  // What a crash leaves: the directory still under its draft name, and the password already written.
  await rename(join(directory, 'postgres'), join(directory, 'postgres.new-1-0123abcd'))
  await mkdir(join(directory, 'postgres.new-2-4567cdef'))
  const server = await attach(directory, 'server')
  assert.equal(server.said.applied?.[0], '0001_first_letter.sql')
  const left = (await readdir(directory)).filter((name) => name.startsWith('postgres.new'))
  assert.deepEqual(left, ['postgres.new-from-backup'], 'drafts go, and what an operator put beside them stays')
  await server.leave()
})

test('a database that does not start is explained in its own words', async (context) => {
  const directory = await dataDirectory(context)
  await (await attach(directory, 'operator')).leave()
  await writeFile(join(directory, 'postgres', 'PG_VERSION'), '12\n')
  const refused = await attach(directory, 'server')
  assert.match(refused.said.refused ?? '', /does not start\. It says:\n.*incompatible with server/s)
})

test('a password file of another database is recognised', async (context) => {
  const directory = await dataDirectory(context)
  await (await attach(directory, 'operator')).leave()
  await writeFile(join(directory, 'postgres.password'), 'another\n')
  const refused = await attach(directory, 'operator')
  assert.match(refused.said.refused ?? '', /does not take the password/)
})

test('a running server gets its database back when that is killed under it', async (context) => {
  const directory = await dataDirectory(context)
  const facts: string[] = []
  const back = Promise.withResolvers<void>()
  const database = await stayConnected(directory, {
    as: 'server',
    lost: () => void facts.push('lost'),
    back: () => {
      facts.push('back')
      back.resolve()
    },
    failed: (error) => back.reject(error as Error),
  })
  const hold = setInterval(() => undefined, 1000)
  process.kill((await postmasterPid(directory)) ?? 0, 'SIGKILL')
  await back.promise
  clearInterval(hold)
  assert.deepEqual(facts, ['lost', 'back'])
  assert.deepEqual(await query(database.url, 'SELECT 1 AS one'), [{ one: 1 }])
  const second = await attach(directory, 'server')
  assert.match(second.said.refused ?? '', /already uses the data directory/)
  await database.close()
  assert.equal(await isRunning(directory), false)
})

test('a whole server killed with its database is ready again after a plain restart', async (context) => {
  const directory = await dataDirectory(context)
  const first = await serve(directory)
  process.kill((await postmasterPid(directory)) ?? 0, 'SIGKILL')
  first.child.kill('SIGKILL')
  await first.exited
  const second = await serve(directory)
  assert.equal((await fetch(`${second.url}/health/ready`)).status, 200)
  second.child.kill('SIGTERM')
  assert.deepEqual(await second.exited, [0, null])
})

test('leaving after PostgreSQL has gone is no error', async (context) => {
  const directory = await dataDirectory(context)
  const database = await connectOrStart(directory, { as: 'operator' })
  const pid = (await postmasterPid(directory)) ?? 0
  const lost = new Promise<Error>((resolve) => database.onLost(resolve))
  const hold = setInterval(() => undefined, 1000)
  process.kill(pid, 'SIGKILL')
  assert.match((await lost).message, /was lost/)
  clearInterval(hold)
  await database.close()
})
