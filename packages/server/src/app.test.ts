import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { judgePostgresAge, readPostgresVersion } from './store/postgres-releases.ts'
import { startTestServer } from './testing/start-test-server.ts'

test('a server starts, is ready, counts what it answers and stops', async () => {
  await using server = await startTestServer()
  assert.equal((await fetch(`${server.url}/health/ready`)).status, 200)
  const metrics = await (await fetch(server.metricsUrl ?? '')).text()
  assert.match(
    metrics,
    /brevdue_http_request_duration_seconds_count\{method="GET",route="\/health\/ready",status="200"\} 1/,
  )
  assert.match(metrics, /process_resident_memory_bytes \d/)
  assert.match(metrics, /nodejs_eventloop_lag_p99_seconds/)
  await Promise.all([server.close(), server.close()])
  await assert.rejects(fetch(`${server.url}/health/live`))
})

test('a service on the data directory of a sandbox says that the demo senders can send', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'brevdue-app-'))
  const service = { mode: 'service', signIn: 'built-in', publicUrl: 'http://localhost:8282', dataDirectory } as const
  const warned = async () => {
    await using server = await startTestServer(service)
    return server.logged.some(({ msg }) => /is a sandbox: the keys of its demo senders/.test(String(msg)))
  }
  assert.equal(await warned(), false)
  await rm(dataDirectory, { recursive: true })
  await mkdir(dataDirectory)
  await writeFile(join(dataDirectory, 'sandbox.json'), '{}')
  assert.equal(await warned(), true)
})

test('/metrics of a server, shows the version of its PostgreSQL, its age and the later releases', async () => {
  await using server = await startTestServer()
  const version = await readPostgresVersion(server.db)
  const { released, missing } = judgePostgresAge(version, new Date())
  const line = `brevdue_postgres_missing_releases{version="${version.name}"} ${missing?.length}`
  const until = Date.now() + 10_000
  let metrics = ''
  while (!metrics.includes(line)) {
    assert.ok(Date.now() < until, `no ${line} in /metrics`)
    await setTimeout(50)
    metrics = await (await fetch(server.metricsUrl ?? '')).text()
  }
  const age = `brevdue_postgres_released_timestamp_seconds{version="${version.name}"} ${Number(released) / 1000}`
  assert.equal(metrics.includes(age), released !== undefined)
})

test('what a server keeps is for its own account only', async () => {
  await using server = await startTestServer()
  for (const place of ['keys', 'blobs']) {
    assert.equal((await stat(join(server.config.dataDirectory, place))).mode & 0o777, 0o700, place)
  }
  assert.match(
    await readFile(join(server.config.dataDirectory, 'keys', 'response-certificate.pem'), 'utf8'),
    /BEGIN CERT/,
  )
})

test('a port that is taken is explained', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  await assert.rejects(startTestServer({ port }), {
    name: 'StartError',
    message: /listens on 127\.0\.0\.1, port \d+ already\. .*PORT/,
  })
  other.close()
})

test('a service without a sign-in does not start', async () => {
  await assert.rejects(startTestServer({ mode: 'service' }), {
    name: 'ConfigError',
    message: /No sign-in to the mailbox is set up/,
  })
})

test('the process tells all that is wrong with its options, and ends with 1', async () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const { code, shown } = await new Promise<{ code: unknown; shown: string }>((resolve) => {
    const env = { PORT: 'x', BLOBS: 's3://bucket', BREVDUE_LOG_LEVEL: 'loud' }
    execFile(process.execPath, [main], { env }, (error, _, stderr) => resolve({ code: error?.code, shown: stderr }))
  })
  assert.equal(code, 1)
  assert.match(shown, /^Brevdue cannot start\.\n- PORT .*\n- BREVDUE_LOG_LEVEL .*\n- BLOBS .*not built yet/)
  assert.doesNotMatch(shown, /at .*\.ts:\d+/)
})
