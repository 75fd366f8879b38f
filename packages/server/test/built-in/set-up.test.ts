import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startServer } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { startProblems } from '../../src/config/start-problems.ts'
import { createKeyring } from '../../src/keys/keyring.ts'
import { checkProxies } from '../../src/operate/doctor/proxies.ts'
import { postEmail } from '../../src/store/built-in/tell-owner.ts'
import { testDatabase } from '../../src/testing/index.ts'
import { startSmtp, textOf } from '../../src/testing/test-smtp.ts'

const service = { mode: 'service', signIn: 'built-in', host: '127.0.0.1' } as const

test('the whole server starts with it, and sends what waited since before it was killed', async () => {
  await using database = await testDatabase()
  await using smtp = await startSmtp()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'brevdue-test-'))
  const masterKey = Buffer.alloc(32, 9)
  const now = new Date()
  const place = { db: database.db, keyring: createKeyring(masterKey) }
  const email = { to: 'kari@example.no', language: 'en', news: { kind: 'passkey-added' } } as const
  await postEmail(place, email, { now, expiresAt: new Date(now.getTime() + 60_000) })
  const config = loadConfig(
    { BREVDUE_MASTER_KEY: masterKey.toString('base64'), DATABASE_URL: database.url, BREVDUE_LOG_LEVEL: 'silent' },
    {
      ...service,
      port: 0,
      dataDirectory,
      publicUrl: 'http://localhost:8282',
      smtpUrl: smtp.url,
      mailFrom: 'a@b.example',
    },
  )
  const server = await startServer(config)
  try {
    const answer = await fetch(`${server.url}/api/sign-in`)
    assert.deepEqual(await answer.json(), { mode: 'built-in', password: true })
    await smtp.atLeast(1)
    assert.match(textOf(smtp.received[0]), /passkey for signing in/)
  } finally {
    await server.close()
    await rm(dataDirectory, { recursive: true, force: true })
  }
})

test('a passkey needs a name to be made for', () => {
  for (const publicUrl of ['https://192.0.2.1', 'http://127.0.0.1:8282', 'https://[2001:db8::1]']) {
    assert.match(startProblems(loadConfig({}, { ...service, publicUrl })).join(), /host name/, publicUrl)
  }
  assert.deepEqual(startProblems(loadConfig({}, { ...service, publicUrl: 'http://localhost:8282' })), [])
  assert.deepEqual(startProblems(loadConfig({}, { ...service, publicUrl: 'https://post.example.no' })), [])
})

test('doctor asks for the proxy that ends TLS', () => {
  const https = { ...service, publicUrl: 'https://post.example.no' }
  assert.equal(checkProxies(loadConfig({}, https))?.state, 'warning')
  assert.equal(checkProxies(loadConfig({}, { ...https, trustedProxies: '127.0.0.1' }))?.state, 'ok')
  assert.equal(checkProxies(loadConfig({})), undefined)
})
