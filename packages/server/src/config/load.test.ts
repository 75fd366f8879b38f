import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { ConfigError } from './config-error.ts'
import { loadConfig } from './load.ts'
import { type Option, options } from './options.ts'

const key = Buffer.alloc(32, 1).toString('base64')

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.problems
  }
  return []
}

test('nothing set gives a working set-up', () => {
  const config = loadConfig({})
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8282)
  assert.equal(config.dataDirectory, resolve('data'))
  assert.equal(config.databaseUrl, undefined)
  assert.equal(config.limits.maxBodyBytes, 104_857_600)
  assert.equal(config.limits.maxDocuments, 202)
})

test('an empty variable counts as not set', () => {
  assert.equal(loadConfig({ PORT: '', DATABASE_URL: '' }).port, 8282)
})

test('overrides win over the environment', () => {
  assert.equal(loadConfig({ PORT: '1', BREVDUE_MODE: 'service' }, { port: 2, mode: 'sandbox' }).port, 2)
})

test('all problems are reported together', () => {
  const problems = problemsOf({
    PORT: '70000',
    BREVDUE_MODE: 'toy',
    BREVDUE_PUBLIC_URL: 'example.org',
    BREVDUE_MASTER_KEY: 'short',
    DATABASE_URL: 'mysql://localhost/x',
    BLOBS: 's3://bucket',
    BREVDUE_REQUEST_TIMEOUT: '1.5',
  })
  assert.equal(problems.length, 7, problems.join('\n'))
  assert.ok(
    problems.some((problem) => problem.startsWith('PORT is “70000”; it must be a whole number from 0 to 65535')),
  )
  assert.ok(problems.some((problem) => /S3 bucket; that is not built yet/.test(problem)))
})

test('secrets do not show, whatever prints them', () => {
  const config = loadConfig({ BREVDUE_MASTER_KEY: key, DATABASE_URL: 'postgres://a:pässword@host/db' })
  const shown = `${inspect(config, { depth: 9 })}${JSON.stringify(config)}${String(config.masterKey)}`
  assert.ok(!shown.includes(key) && !shown.includes('pässword'))
  assert.equal(config.masterKey?.reveal(), key)
  assert.ok(!problemsOf({ BREVDUE_MASTER_KEY: 'my secret' }).join().includes('my secret'))
})

test('a database address that cannot be read is a problem, which does not repeat the password', () => {
  const problems = problemsOf({ DATABASE_URL: 'postgres://a:hemmelig@host:99999/db' })
  assert.match(problems.join(), /^DATABASE_URL cannot be read/)
  assert.doesNotMatch(problems.join(), /hemmelig/)
})

test('a secret comes from a file, and only from one place', (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'brevdue-config-'))
  context.after(() => rmSync(directory, { recursive: true }))
  const path = join(directory, 'key')
  writeFileSync(path, `${key}\n`)
  assert.equal(loadConfig({ BREVDUE_MASTER_KEY_FILE: path }).masterKey?.reveal(), key)
  assert.match(problemsOf({ BREVDUE_MASTER_KEY_FILE: path, BREVDUE_MASTER_KEY: key }).join(), /both set/)
  assert.match(problemsOf({ BREVDUE_MASTER_KEY_FILE: join(directory, 'none') }).join(), /cannot be read \(ENOENT\)/)
})

test('the result cannot be changed', () => {
  const config = loadConfig({}) as { port: number; limits: { maxDocuments: number } }
  assert.throws(() => {
    config.port = 1
  }, TypeError)
  assert.throws(() => {
    config.limits.maxDocuments = 1
  }, TypeError)
})

test('every option has a variable of its own and a sentence', () => {
  const all: Option[] = Object.values(options)
  assert.equal(new Set(all.map((option) => option.variable)).size, all.length)
  for (const option of all) assert.match(option.doc, /^[A-Z].*\.$/, option.variable)
})
