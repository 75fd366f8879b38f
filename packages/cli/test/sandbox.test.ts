import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { SandboxFile } from '@brevdue/server'
import { losingAnswers } from './losing-answers.ts'
import { Brevdue, type RunningSandbox } from './run-brevdue.ts'

/*
 * The main job as a new user tries it, with the real program, PostgreSQL and wire. The tests are one story, in order.
 */
let brevdue: Brevdue
let running: RunningSandbox
let sandbox: SandboxFile
const inData = (path: string): string => join(brevdue.dataDirectory, path)
const readSandbox = async (): Promise<SandboxFile> =>
  JSON.parse(await readFile(inData('sandbox.json'), 'utf8')) as SandboxFile

before(async () => {
  brevdue = await Brevdue.create()
  running = await brevdue.sandbox()
  sandbox = await readSandbox()
})
after(() => brevdue[Symbol.asyncDispose]())

test('the first start sends itself letters and says where the mailbox is and how to send one', () => {
  assert.match(running.printed, /First letter: “Velkommen.*DELIVERED through DIGIPOST; the signed answer was verified/s)
  assert.match(running.printed, /12 more letters to 6 recipients/)
  assert.ok(running.printed.includes(`${sandbox.url}/`))
  assert.match(running.printed, /npx brevdue send .*letter\.pdf --to \d{11} --subject "Hello"/)
  assert.ok(sandbox.senders.length >= 2)
})

test('the printed command sends a letter', async () => {
  const printed = /npx brevdue send (\S+) --to (\d{11}) --subject "Hello"/.exec(running.printed)
  const [, path = '', to = ''] = printed ?? []
  const { code, stdout, stderr } = await brevdue.run('send', path, '--to', to, '--subject', 'Hello')
  assert.equal(code, 0, stderr)
  assert.match(stdout, /DELIVERED.*Hello/s)
  const time = /Delivered +(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d)$/m.exec(stdout)?.[1] ?? ''
  assert.ok(Math.abs(Date.now() - new Date(time.replace(' ', 'T').replace(' ', '')).getTime()) < 60_000, stdout)
})

test('a letter to an address, an organisation, with attachments, levels and through a broker', async () => {
  const [person] = sandbox.people
  const [organisation] = sandbox.organisations
  const broker = sandbox.senders.find(({ mayActFor }) => mayActFor.length > 0)
  await writeFile(inData('note.txt'), 'Hei på deg')
  await writeFile(inData('page.html'), '<p style="position:fixed;color:red">Hei</p>')
  const send = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await brevdue.run('send', ...args, '--json')
    assert.equal(code, 0, stdout + stderr)
    return JSON.parse(stdout) as Record<string, unknown>
  }
  const to = person?.digipostAddress ?? ''
  const levels = ['--level', 'TWO_FACTOR', '--sensitive', '--as', broker?.mayActFor[0] ?? '']
  const attached = ['--attach', inData('note.txt'), inData('page.html')]
  const address = await send(inData('letter.pdf'), '--to', to, '--subject', 'A', ...attached, ...levels)
  assert.equal(address['status'], 'DELIVERED')
  assert.equal(address['senderId'], broker?.mayActFor[0])
  const documents = [address['primaryDocument'], ...(address['attachments'] as unknown[])] as Record<string, unknown>[]
  assert.deepEqual(
    documents.map((document) => document['fileType']),
    ['pdf', 'txt', 'html'],
  )
  assert.deepEqual(
    documents.map((document) => document['authenticationLevel']),
    Array(3).fill('TWO_FACTOR'),
  )
  assert.deepEqual(address['changes'], [
    {
      document: inData('page.html'),
      what: 'attribute style of <p>: "position:fixed" is left out',
      line: 1,
      column: 4,
    },
  ])
  const own = await send(
    inData('note.txt'),
    '--to',
    organisation?.organisationNumber ?? '',
    '--subject',
    'B',
    '--as',
    broker?.id ?? '',
  )
  assert.equal(own['senderId'], broker?.id)
})

test('a refusal has the code, whose turn it is and what to do, and ends with 1', async () => {
  const unknown = sandbox.people.find(({ hasMailbox }) => !hasMailbox)
  const args = ['send', inData('letter.pdf'), '--to', unknown?.personalIdentificationNumber ?? '', '--subject', 'x']
  const { code, stderr, stdout } = await brevdue.run(...args)
  assert.equal(code, 1)
  assert.equal(stdout, '')
  assert.match(stderr, /✗ [A-Z_]+: .*Meaning.*Whose turn.*Try again/s)
  const asJson = await brevdue.run(...args, '--json')
  assert.equal(asJson.code, 1)
  const refusal = JSON.parse(asJson.stdout) as Record<string, unknown>
  assert.equal(refusal['ok'], false)
  assert.ok(typeof refusal['code'] === 'string' && typeof refusal['actor'] === 'string')
})

test('who is not answered learns the message id, and sending again with it delivers nothing twice', async () => {
  await using deaf = await losingAnswers(new URL(sandbox.url))
  const to = sandbox.people[0]?.personalIdentificationNumber ?? ''
  const letter = ['send', inData('letter.pdf'), '--to', to, '--subject', 'x']
  const plain = await brevdue.run(...letter, '--url', deaf.url)
  assert.equal(plain.code, 1)
  const id = / --message-id ([0-9a-f-]{36}) /.exec(plain.stderr)?.[1] ?? ''
  assert.match(plain.stderr, /CONNECTION_ERROR.*it is not known whether the letter arrived/s)
  const again = await brevdue.run(...letter, '--message-id', id)
  assert.equal(again.code, 1)
  assert.match(again.stderr, /DUPLICATE_MESSAGE.*nobody’s, if this is the same letter.*no; another letter needs/s)

  const asJson = await brevdue.run(...letter, '--url', deaf.url, '--json')
  const told = JSON.parse(asJson.stdout) as { outcomeUnknown: boolean; messageId: string }
  assert.equal(told.outcomeUnknown, true)
  const once = await brevdue.run(...letter, '--message-id', told.messageId, '--json')
  assert.equal((JSON.parse(once.stdout) as { code: string }).code, 'DUPLICATE_MESSAGE')
})

test('content that is not what its name says is refused', async () => {
  const [person] = sandbox.people
  const [first = '', second = ''] = ['fake.pdf', 'bad.html'].map(inData)
  await writeFile(first, 'not a PDF')
  await writeFile(second, '<p onclick="x()">a</p>')
  for (const [path, code] of [
    [first, 'INVALID_PDF_CONTENT'],
    [second, 'INVALID_HTML_CONTENT'],
  ] as const) {
    const result = await brevdue.run('send', path, '--to', person?.personalIdentificationNumber ?? '', '--subject', 'x')
    assert.equal(result.code, 1)
    assert.match(result.stderr, new RegExp(code))
  }
})

test("operator's verbs work beside the running server, and twice", async () => {
  const certificate = inData(sandbox.senders[0]?.certificate ?? '')
  const sender = [
    'add-sender',
    '--id',
    '7001',
    '--name',
    'Prøve AS',
    '--organisation-number',
    '984661185',
    '--certificate',
    certificate,
  ]
  const key = inData(sandbox.senders[0]?.key ?? '')
  assert.match((await brevdue.run(...sender)).stdout, /7001 \(Prøve AS\) is registered/)
  assert.match((await brevdue.run(...sender)).stdout, /Registered already/)
  const person = ['add-person', '--personal-identification-number', '31818000033', '--name', 'Unni Ås', '--json']
  const added = JSON.parse((await brevdue.run(...person)).stdout) as { outcome: string; digipostAddress: string }
  assert.equal(added.outcome, 'added')
  const send = ['send', inData('letter.pdf'), '--to', added.digipostAddress, '--subject', 'x']
  const signed = await brevdue.run(...send, '--broker', '7001', '--key', key, '--certificate', certificate)
  assert.equal(signed.code, 0, signed.stderr)
  const refused = await brevdue.run(...send, '--as', '7001')
  assert.match(refused.stderr, /BROKER_NOT_AUTHORIZED/)
  const allow = ['allow-broker', '--broker', sandbox.senders[0]?.id ?? '', '--sender', '7001']
  assert.equal((await brevdue.run(...allow)).code, 0)
  assert.match((await brevdue.run(...allow)).stdout, /nothing has changed/)
  assert.equal((await brevdue.run(...send, '--as', '7001')).code, 0)
  const nobody = await brevdue.run('allow-broker', '--broker', '1', '--sender', '7001')
  assert.equal(nobody.code, 1)
  assert.match(nobody.stderr, /--broker 1 is not registered/)
})

test('doctor finds everything in order', async () => {
  const { code, stdout } = await brevdue.run('doctor', '--json')
  assert.equal(code, 0, stdout)
  const { findings } = JSON.parse(stdout) as { findings: { name: string; state: string }[] }
  assert.deepEqual(
    findings.filter(({ state }) => state === 'failed'),
    [],
  )
  assert.ok(findings.some(({ name, state }) => name === 'master key' && state === 'ok'))
})

test('a second sandbox on the same data is refused', async () => {
  const { code, stderr } = await brevdue.run('sandbox', '--port', '0')
  assert.equal(code, 1)
  assert.match(stderr, /already uses the data directory/)
})

test('Ctrl-C stops it; operators can work without it; the next start goes on', async () => {
  assert.equal(await running.stop('SIGINT'), 0)
  const organisation = ['add-organisation', '--organisation-number', '974760673', '--name', 'Y']
  assert.equal((await brevdue.run(...organisation)).code, 0)
  const down = await brevdue.run('send', inData('letter.pdf'), '--to', '12838421227', '--subject', 'x')
  assert.match(down.stderr, /CONNECTION_ERROR.*Is the service running/s)
  assert.equal(down.code, 1)
  brevdue.env = { BREVDUE_BINDAYS: '7' }
  running = await brevdue.sandbox()
  brevdue.env = {}
  assert.match(running.printed, /BREVDUE_BINDAYS is not known and has no effect; did you mean BREVDUE_BIN_DAYS\?/)
  assert.doesNotMatch(running.printed, /First letter/)
  const again = await readSandbox()
  assert.deepEqual({ ...again, url: '' }, { ...sandbox, url: '' })
  assert.ok(running.printed.includes(`${again.url}/`))
})

test('after kill -9 the next start recovers', async () => {
  await running.stop('SIGKILL')
  running = await brevdue.sandbox()
  const { code, stderr } = await brevdue.run('send', inData('letter.pdf'), '--to', '12838421227', '--subject', 'x')
  assert.equal(code, 0, stderr)
  assert.equal(await running.stop('SIGTERM'), 0)
})
