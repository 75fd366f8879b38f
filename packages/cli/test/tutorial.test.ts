import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { SandboxFile } from '@brevdue/server'
import { Brevdue } from './run-brevdue.ts'

/* What the README tells a newcomer to type, as it stands there. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)
let brevdue: Brevdue
let sandbox: SandboxFile
const inData = (path: string): string => join(brevdue.dataDirectory, path)

before(async () => {
  brevdue = await Brevdue.create()
  await brevdue.sandbox()
  sandbox = JSON.parse(await readFile(inData('sandbox.json'), 'utf8')) as SandboxFile
})
after(() => brevdue[Symbol.asyncDispose]())

const missing = ['bash', 'curl', 'openssl'].filter((name) => spawnSync(name, ['--version']).error !== undefined)

test('the script with openssl and curl sends a letter', {
  skip: missing.length > 0 && `not on this machine: ${missing.join(', ')}`,
}, async () => {
  const [person] = sandbox.people
  const [sender] = sandbox.senders
  const { stdout } = await run(join(root, 'docs/tutorial/send-with-curl.sh'), [
    inData('letter.pdf'),
    person?.personalIdentificationNumber ?? '',
    'Hello from curl',
    sandbox.url,
    sender?.id ?? '',
    inData(sender?.key ?? ''),
  ])
  assert.match(stdout, /^HTTP\/1\.1 200 OK/)
  assert.match(stdout, /X-Digipost-Signature: \S+/)
  assert.match(stdout, /<status>DELIVERED<\/status>.*<subject>Hello from curl<\/subject>/s)
})

test('the TypeScript of the README sends a letter', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const [, block = ''] = /```ts\n(.*?)```/s.exec(readme) ?? []
  const [person] = sandbox.people
  const program = block
    .replaceAll('data/', `${brevdue.dataDirectory}/`)
    .replaceAll(/\d{11}/g, person?.personalIdentificationNumber ?? '')
    .replace('brokerId:', `url: '${sandbox.url}', brokerId:`)
  const args = ['--input-type=module-typescript', '--eval', program]
  const { stdout } = await run(process.execPath, args, { cwd: root })
  assert.equal(stdout.trim(), 'DELIVERED')
})
