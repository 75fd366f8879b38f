import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { program } from '../src/program.ts'
import { Brevdue } from './run-brevdue.ts'

let brevdue: Brevdue
before(async () => {
  brevdue = await Brevdue.create()
})
after(() => brevdue[Symbol.asyncDispose]())

test('every command tells what it does and what its options mean', () => {
  for (const command of program().commands) {
    assert.notEqual(command.summary(), '', command.name())
    assert.match(command.description(), /^[A-Z].*\.$/s, command.name())
    for (const option of command.options) assert.notEqual(option.description, '', `${command.name()} ${option.flags}`)
  }
})

test('help and version are no errors', async () => {
  for (const args of [['--help'], ['--version'], ['send', '--help'], ['help']]) {
    const { code, stdout } = await brevdue.run(...args)
    assert.equal(code, 0, args.join(' '))
    assert.notEqual(stdout, '')
  }
})

test('wrong usage ends with 2, names every missing option, and leaves nothing behind', async () => {
  const wrong: [string[], RegExp][] = [
    [[], /Usage: brevdue/],
    [['fly'], /unknown command 'fly'/],
    [['send'], /missing required argument 'document'/],
    [['send', 'a.pdf'], /missing --to <recipient>, --subject <text>/],
    [['send', 'none.pdf', '--to', '12838421227', '--subject', 'x'], /there is no none\.pdf/],
    [['send', 'package.json', '--to', '12', '--subject', 'x'], /--to is “12”/],
    [['send', 'package.json', '--to', '12838421227', '--subject', 'x'], /there is no sandbox in/],
    [['send', 'package.json', '--to', '12838421227', '--subject', 'x', '--level', 'HIGH'], /Allowed choices/],
    [['send', 'package.json', '--to', '12838421227', '--subject', 'x', '--key', 'a'], /give all three/],
    [['add-sender'], /missing --id <number>, --name <name>, --organisation-number <number>/],
    [
      ['add-sender', '--id', '1', '--name', 'x', '--organisation-number', '1', '--certificate', 'none'],
      /cannot be read \(ENOENT\)/,
    ],
    [
      ['send', 'none.pdf', '--to', '12', '--subject', 'x', '--attach', 'nor.pdf'],
      /none\.pdf\n.*nor\.pdf\n.*--to is “12”/,
    ],
    [['sandbox', '--port', 'x'], /--port is “x”/],
    [['sandbox', '--port', '99999'], /--port is “99999”/],
  ]
  for (const [args, expected] of wrong) {
    const { code, stderr } = await brevdue.run(...args)
    assert.match(stderr, expected)
    assert.equal(code, 2, args.join(' '))
  }
  await assert.rejects(stat(brevdue.dataDirectory), { code: 'ENOENT' })
})

test('whoever asks for JSON gets wrong usage as JSON too', async () => {
  const wrong: [string[], number][] = [
    [['send', '--json'], 1],
    [['add-person', '--name', 'x', '--json'], 1],
    [['doctor', '--json', '--deep'], 1],
    [['send', 'none.pdf', '--to', '12', '--subject', 'x', '--json'], 3],
  ]
  for (const [args, problems] of wrong) {
    const { code, stdout } = await brevdue.run(...args)
    const told = JSON.parse(stdout) as { ok: boolean; problems: string[] }
    assert.equal(code, 2, args.join(' '))
    assert.equal(told.ok, false)
    assert.equal(told.problems.length, problems, stdout)
  }
})

test('a service without a sign-in is refused, and says so', async () => {
  const { code, stderr } = await brevdue.run('serve')
  assert.equal(code, 1)
  assert.match(stderr, /No sign-in to the mailbox is set up/)
  assert.doesNotMatch(stderr, /\n\s+at /)
})

test('a misspelt variable is named by the refusal that it leads to, by doctor, and by every verb', async () => {
  const misspelt = new Brevdue(brevdue.dataDirectory)
  misspelt.env = { BREVDUE_SIGNIN: 'built-in' }
  const meant = /BREVDUE_SIGNIN is not known and has no effect; did you mean BREVDUE_SIGN_IN\?/
  const send = ['send', 'package.json', '--to', '12838421227', '--subject', 'x']
  assert.match((await misspelt.run('serve')).stderr, meant)
  assert.match((await misspelt.run(...send)).stderr, meant)
  assert.match((await misspelt.run('doctor')).stdout, meant)
})

test('a data directory that cannot be one ends every command at once, with one sentence', async () => {
  const misplaced = new Brevdue('package.json')
  for (const args of [['sandbox'], ['add-person', '--personal-identification-number', '31818000033', '--name', 'x']]) {
    const { code, stderr } = await misplaced.run(...args)
    assert.equal(code, 1)
    assert.match(stderr, /The data directory .*package\.json is no directory.*BREVDUE_DATA\.\n$/)
    assert.doesNotMatch(stderr, /\n\s+at /)
  }
})

test('doctor has nothing to look at before the first start, and makes nothing', async () => {
  const { code, stdout } = await brevdue.run('doctor', '--json')
  assert.equal(code, 0)
  assert.deepEqual((JSON.parse(stdout) as { healthy: boolean }).healthy, true)
  await assert.rejects(stat(brevdue.dataDirectory), { code: 'ENOENT' })
})
