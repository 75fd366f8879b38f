import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { loadConfig, type SandboxFile } from '@brevdue/server'
import { Brevdue } from './run-brevdue.ts'

/* What the README tells a newcomer to type, as it stands there. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const run = promisify(execFile)
let brevdue: Brevdue
let sandbox: SandboxFile
const readme = await readFile(join(root, 'README.md'), 'utf8')
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

test('the operator’s commands of the README do what they say, one after the other', {
  skip: missing.length > 0 && `not on this machine: ${missing.join(', ')}`,
}, async () => {
  const [, block = ''] = /## For operators.*?```\n(.*?)```/s.exec(readme) ?? []
  const commands = block.trim().split('\n')
  assert.equal(commands.length, 5)
  const program = `'${process.execPath}' '${join(root, 'packages/cli/bin/brevdue.ts')}'`
  const env = { ...process.env, BREVDUE_DATA: brevdue.dataDirectory, NO_COLOR: '1' }
  const said: string[] = []
  for (const command of commands) {
    const line = command.replace(/^npx brevdue/, program).replaceAll(' data/', ` ${brevdue.dataDirectory}/`)
    said.push((await run('sh', ['-c', line], { cwd: brevdue.dataDirectory, env })).stdout)
  }
  assert.match(said[1] ?? '', /Sender 2001 .* is registered.*certificate/s)
  assert.match(said[2] ?? '', /\(1003\) may send for Solbakken barnehage \(2001\)/)
  assert.match(said[3] ?? '', /Sigrid Tveit has a mailbox/)
  assert.doesNotMatch(said[4] ?? '', /✗/)
})

test('files that the commands of the README write, are ignored by git', () => {
  const written = [...readme.matchAll(/ (?:-keyout|-out|--output|>) *(\S+)/g)].flatMap(([, path]) => path ?? [])
  assert.ok(written.length >= 2, written.join())
  for (const path of written) {
    assert.equal(spawnSync('git', ['check-ignore', '--quiet', path], { cwd: root }).status, 0, path)
  }
})

test('people whom the README registers, have names and numbers that the sandbox does not have', () => {
  const added = [...readme.matchAll(/add-person --personal-identification-number (\d{11}) --name "([^"]+)"/g)]
  assert.ok(added.length > 0)
  for (const [, number, name] of added) {
    const same = sandbox.people.filter((one) => one.name === name || one.personalIdentificationNumber === number)
    assert.deepEqual(same, [])
  }
})

test('settings stand in the guides as a shell and a file of settings both read them, and an option knows each', async () => {
  const guides = (await readdir(join(root, 'docs/guides'))).map((name) => join('docs/guides', name))
  const texts = await Promise.all(['README.md', ...guides].map((path) => readFile(join(root, path), 'utf8')))
  const settings = texts.flatMap((text) => text.match(/^ *[A-Z_]+=.*$/gm) ?? []).map((line) => line.trim())
  assert.ok(settings.length > 20, settings.join('\n'))
  for (const line of settings) assert.match(line, /^[A-Z_]+=[\w:/.@,…=-]+$/, line)
  const names = settings.map((line) => [line.split('=')[0] ?? '', ''] as const)
  assert.deepEqual(loadConfig(Object.fromEntries(names)).warnings, [])
})
