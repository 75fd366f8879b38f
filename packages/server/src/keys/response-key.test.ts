import assert from 'node:assert/strict'
import { verify, X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadResponseKey } from './response-key.ts'

test('two processes that start at once share one key, which only its owner can read', async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'brevdue-keys-'))
  context.after(() => rm(directory, { recursive: true }))
  const now = new Date()
  const [one, two] = await Promise.all([loadResponseKey(directory, now), loadResponseKey(directory, now)])
  assert.equal(one.certificatePem, two.certificatePem)
  assert.deepEqual((await readdir(directory)).sort(), ['response-certificate.pem', 'response-key.pem'])
  assert.equal((await stat(join(directory, 'response-key.pem'))).mode & 0o777, 0o600)

  const text = 'blåbærsyltetøy'
  const signature = Buffer.from(await two.sign(text), 'base64')
  assert.ok(verify('sha256', Buffer.from(text), new X509Certificate(one.certificatePem).publicKey, signature))
})
