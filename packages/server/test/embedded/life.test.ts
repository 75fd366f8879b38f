import assert from 'node:assert/strict'
import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Account, attach, dataDirectory, isRunning, query, serve } from './processes.ts'

test('the first start makes a database, later ones find it with what it holds', async (context) => {
  const directory = await dataDirectory(context)
  const first = await attach(directory, 'server')
  assert.equal(first.said.started, true)
  assert.equal(first.said.applied?.[0], '0001_first_letter.sql')
  await query(first.said.url, 'CREATE TABLE kept (n integer)')
  assert.equal(await first.leave(), 0)
  assert.equal(await isRunning(directory), false)

  const second = await attach(directory, 'server')
  assert.deepEqual(second.said.applied, [])
  assert.deepEqual(await query(second.said.url, 'SELECT n FROM kept'), [])
  await second.leave()
  assert.equal((await stat(join(directory, 'postgres.password'))).mode & 0o777, 0o600)
})

test('it is safe: nothing is acknowledged before it is on disk, and only this machine can connect', async (context) => {
  const directory = await dataDirectory(context)
  const server = await attach(directory, 'server')
  const settings = await query(
    server.said.url,
    `SELECT name, setting FROM pg_settings WHERE name IN
      ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'unix_socket_directories') ORDER BY name`,
  )
  assert.deepEqual(
    settings.map(({ name, setting }) => `${String(name)}=${String(setting)}`),
    [
      'fsync=on',
      'full_page_writes=on',
      'listen_addresses=127.0.0.1',
      'synchronous_commit=on',
      'unix_socket_directories=',
    ],
  )
  const wrong = new URL(server.said.url ?? '')
  wrong.password = 'wrong'
  await assert.rejects(query(wrong.href, 'SELECT 1'), { code: '28P01' })
  await server.leave()
})

test('a second server on the same directory is refused and told who is there; the first goes on', async (context) => {
  const directory = await dataDirectory(context)
  const first = await attach(directory, 'server')
  const second = await attach(directory, 'server')
  assert.match(second.said.refused ?? '', new RegExp(`process ${first.child.pid}\\) already uses the data directory`))
  assert.match(second.said.refused ?? '', /BREVDUE_DATA/)
  assert.equal((await query(first.said.url, 'SELECT 1 AS one'))[0]?.['one'], 1)
  await first.leave()
})

test('an operator beside a server leaves its database running; alone, stops what it started', async (context) => {
  const directory = await dataDirectory(context)
  const alone = await attach(directory, 'operator')
  assert.equal(alone.said.started, true)
  await alone.leave()
  assert.equal(await isRunning(directory), false)

  const server = await attach(directory, 'server')
  const beside = await attach(directory, 'operator')
  assert.equal(beside.said.started, false)
  assert.equal(beside.said.url, server.said.url)
  await beside.leave()
  assert.equal((await query(server.said.url, 'SELECT 1 AS one'))[0]?.['one'], 1)
  await server.leave()
  assert.equal(await isRunning(directory), false)
})

test('whoever leaves last stops it, whoever started it', async (context) => {
  const directory = await dataDirectory(context)
  const operator = await attach(directory, 'operator')
  const server = await attach(directory, 'server')
  await operator.leave()
  assert.equal((await query(server.said.url, 'SELECT 1 AS one'))[0]?.['one'], 1)
  await server.leave()
  assert.equal(await isRunning(directory), false)
})

test('processes that start at the same moment on an empty directory share one database', async (context) => {
  const directory = await dataDirectory(context)
  const all = await Promise.all([1, 2, 3].map(() => attach(directory, 'operator')))
  assert.equal(new Set(all.map(({ said }) => said.url)).size, 1)
  assert.equal(all.filter(({ said }) => (said.applied?.length ?? 0) > 0).length, 1, 'one of them migrates')
  assert.deepEqual(await Promise.all(all.map((one) => one.leave())), [0, 0, 0])
  assert.equal(await isRunning(directory), false)
  const left = await readdir(directory)
  assert.deepEqual(left.sort(), ['postgres', 'postgres.log', 'postgres.password'])
})

test('Ctrl-C, which reaches the whole group, stops the server and then its database, cleanly', async (context) => {
  const directory = await dataDirectory(context)
  const server = await serve(directory)
  assert.equal((await fetch(`${server.url}/health/live`)).status, 200)
  process.kill(-(server.child.pid ?? 0), 'SIGINT')
  assert.deepEqual(await server.exited, [0, null])
  assert.equal(await isRunning(directory), false)
  const log = await readFile(join(directory, 'postgres.log'), 'utf8')
  assert.match(log, /database system is shut down\s*$/)
  assert.doesNotMatch(log, /FATAL:  terminating connection/)
})

/** Tests of what only root can try say so where they do not run. */
const asRoot = process.getuid?.() === 0 ? {} : { skip: 'NOT TESTED: needs root' }
const nobody: Account = { uid: 65534, gid: 65534 }

test('an ordinary account runs it as itself', asRoot, async (context) => {
  const directory = await dataDirectory(context)
  await chmod(directory, 0o777)
  const server = await attach(join(directory, 'data'), 'server', nobody)
  assert.equal(server.said.started, true)
  assert.equal((await stat(join(directory, 'data', 'postgres'))).uid, nobody.uid)
  assert.equal(await server.leave(), 0)
})

test('root runs it as another account, also where that account cannot enter', asRoot, async (context) => {
  const closed = await dataDirectory(context)
  await chmod(closed, 0o700)
  const directory = join(closed, 'data')
  await mkdir(directory)
  const server = await attach(directory, 'server')
  assert.equal(server.said.started, true)
  assert.notEqual((await stat(join(directory, 'postgres'))).uid, 0)
  assert.equal(await server.leave(), 0)
  assert.equal(await isRunning(directory), false)
})

test('an account that may not use the directory is told so', asRoot, async (context) => {
  const directory = await dataDirectory(context)
  await (await attach(directory, 'operator')).leave()
  const other = await attach(directory, 'operator', nobody)
  assert.match(other.said.refused ?? '', /The data directory .* may not be used by this account \(EACCES/)
})

test('the embedded PostgreSQL, a shell with settings for another one: starts, is used, stops', async (context) => {
  const directory = await dataDirectory(context)
  const env = {
    PGSSLMODE: 'require',
    PGSSLNEGOTIATION: 'direct',
    PGSSLROOTCERT: '/nonexistent/root.crt',
    PGHOST: 'db.invalid',
    PGHOSTADDR: '192.0.2.1',
    PGPORT: '1',
    PGUSER: 'other',
    PGPASSWORD: 'other',
    PGDATABASE: 'other',
    PGPASSFILE: '/nonexistent/pgpass',
    PGSERVICE: 'other',
    PGSERVICEFILE: '/nonexistent/service',
    PGOPTIONS: '-c default_transaction_read_only=on -c search_path=other',
    PGAPPNAME: 'other',
    PGCLIENTENCODING: 'LATIN1',
    PGCLIENT_ENCODING: 'LATIN1',
    PGREPLICATION: 'database',
    PGTZ: 'Asia/Tokyo',
    PGDATESTYLE: 'German, DMY',
    PGDATA: '/nonexistent',
    LC_ALL: 'xx_YY.ISO-8859-1',
    LANG: 'xx_YY',
    TZ: 'Asia/Tokyo',
  }
  const server = await attach(directory, 'server', { env })
  assert.equal(server.said.refused, undefined)
  assert.ok((server.said.applied ?? []).length > 0)
  const operator = await attach(directory, 'operator', { env })
  assert.deepEqual([operator.said.started, operator.said.applied], [false, []])
  assert.equal(await operator.leave(), 0)
  assert.deepEqual(await query(server.said.url, 'SELECT current_database() AS name'), [{ name: 'brevdue' }])
  assert.equal(await server.leave(), 0)
  assert.equal(await isRunning(directory), false)
})
