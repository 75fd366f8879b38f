import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { startServer } from '../../src/app.ts'
import { diskBlobStore } from '../../src/blobs/disk.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createKeyring } from '../../src/keys/keyring.ts'
import { createLogger } from '../../src/observe/logger.ts'
import { doctor } from '../../src/operate/doctor/doctor.ts'
import { startTestServer, type TestServer, testDatabase } from '../../src/testing/index.ts'
import { problem } from '../mailbox-api/test-browser.ts'
import { aPair, checked, newest, reader, scans, send, until } from './scanned-mailbox.ts'
import { marker, noClamd, type TestClamd, testClamd } from './test-clamd.ts'

const text = (content: string) => ({ subject: 'Et brev', fileType: 'txt', content: Buffer.from(content) })
const main = join(import.meta.dirname, '../../src/main.ts')

interface Readiness {
  status: string
  scanner?: { answers: boolean; waiting: number }
}
const readiness = async (server: Pick<TestServer, 'url'>) =>
  (await (await fetch(`${server.url}/health/ready`)).json()) as Readiness

describe('while the scanner is away', { skip: noClamd, timeout: 10 * 60_000 }, () => {
  let running: TestClamd
  beforeEach(async () => {
    running = await testClamd()
  })
  afterEach(() => running[Symbol.asyncDispose]())

  test('a lost blob is reported with its key and opened only when it is back and was scanned', async () => {
    await using server = await startTestServer({ scanner: running.url })
    const pair = await aPair(server)
    const browser = await reader(server.url, pair)
    await send(server.url, pair, { primaryDocument: text('Rent') })
    const blobs = diskBlobStore(join(server.config.dataDirectory, 'blobs'))
    const [key = ''] = await Array.fromAsync(blobs.list())
    const bytes = Buffer.concat(await Array.fromAsync(blobs.read(key)))
    await blobs.remove(key)
    await running.start()
    await until(
      async () => server.logged,
      (lines) =>
        lines.some((line) => line['blobKey'] === key && line['reason'] === 'missing' && line['level'] === 'error'),
    )
    const letter = await newest(browser)
    await problem(await browser.askLink(letter, 'view'), 409, 'CHECKING')
    await blobs.write(key, Readable.from([bytes]))
    assert.deepEqual(scans(await checked(browser)), ['clean'])
    assert.equal(await (await browser.open(letter)).text(), 'Rent')
  })

  test('letters are taken and wait; they open when it is back, by itself', async () => {
    await using server = await startTestServer({ scanner: running.url })
    const pair = await aPair(server)
    const browser = await reader(server.url, pair)
    for (const content of ['Rent', `Ikke rent: ${marker}`, 'Også rent']) {
      await send(server.url, pair, { primaryDocument: text(content) })
    }
    await until(
      async () => server.logged,
      (lines) => lines.some(({ msg }) => String(msg).startsWith('the malware scanner does not answer')),
    )
    assert.deepEqual(await readiness(server), {
      status: 'ready',
      checks: { database: true, content: true, space: true },
      scanner: { answers: false, waiting: 3 },
    })
    const letter = await newest(browser)
    await problem(await browser.askLink(letter, 'view'), 409, 'CHECKING')
    assert.equal(
      (await browser.list()).letters.every(({ checking }) => checking),
      true,
    )
    await running.start()
    const done = await until(
      () => browser.list(),
      ({ letters }) => letters.every(({ checking }) => !checking),
    )
    assert.equal(done.letters.length, 3)
    const stored = await server.db.selectFrom('document').select('scan').orderBy('scan').execute()
    assert.deepEqual(
      stored.map(({ scan }) => scan),
      ['clean', 'clean', 'withheld'],
    )
    assert.deepEqual((await readiness(server)).scanner, { answers: true, waiting: 0 })
    // told once each, however often it was tried; the second when its round is over
    const said = await until(
      async () => server.logged.filter(({ msg }) => /scanner (does not answer|answers again)/.test(String(msg))),
      (lines) => lines.some(({ msg }) => String(msg).includes('answers again')),
    )
    assert.equal(said.length, 2)
  })

  test('no receipt is asked for, or taken, before what it is for can be opened', async () => {
    await using server = await startTestServer({ scanner: running.url })
    const pair = await aPair(server)
    const browser = await reader(server.url, pair)
    const asking = { ...text(marker), openingReceipt: 'Kvittering' }
    await send(server.url, pair, { primaryDocument: asking, attachments: [text('Rent')] })
    const letter = await newest(browser)
    assert.deepEqual([letter.asksReceipt, scans(letter)], [false, ['checking', 'checking']])
    const receipt = `/api/letters/${letter.id}/documents/${letter.documentIds[0]}/receipt`
    await problem(await browser.post(receipt), 409, 'CHECKING')
    await running.start()
    assert.deepEqual(scans(await checked(browser)), ['withheld', 'clean'])
    await problem(await browser.post(receipt), 403, 'WITHHELD')
    assert.equal((await server.db.selectFrom('event').selectAll().execute()).length, 0)
    assert.equal(await (await browser.open(letter, 'view', 1)).text(), 'Rent')
  })

  test('what was being scanned when the server was killed is scanned after the next start', async () => {
    await using database = await testDatabase()
    const directory = await mkdtemp(join(tmpdir(), 'brevdue-scan-'))
    const masterKey = Buffer.alloc(32, 9).toString('base64')
    const pair = await aPair({ db: database.db, keyring: createKeyring(Buffer.from(masterKey, 'base64')) })
    const silent = createServer((socket) => socket.on('error', () => undefined).resume()).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const scanner = `clamd://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const settings = { BREVDUE_DATA: directory, DATABASE_URL: database.url, BREVDUE_MASTER_KEY: masterKey }
    const child = spawn(process.execPath, [main], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], BREVDUE_MODE: 'sandbox', PORT: '0', BREVDUE_SCANNER: scanner, ...settings },
    })
    let listening = ''
    for await (const line of createInterface({ input: child.stdout })) {
      listening = (JSON.parse(line) as { listening?: string }).listening ?? ''
      if (listening !== '') break
    }
    child.stdout.resume()
    await send(listening, pair, { primaryDocument: text('Rent') })
    await until(
      () => database.db.selectFrom('document').select('scan_tries').executeTakeFirstOrThrow(),
      ({ scan_tries: tries }) => tries === 1,
    )
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    silent.close()
    await running.start()
    const config = loadConfig({ ...settings, BREVDUE_MODE: 'sandbox', PORT: '0', BREVDUE_SCANNER: running.url })
    const server = await startServer(config, { log: createLogger('silent') })
    const letter = await checked(await reader(server.url, pair))
    assert.deepEqual(scans(letter), ['clean'])
    await server.close()
    await rm(directory, { recursive: true })
  })
})

describe('a scanner that was taken out of the settings', () => {
  test('lets nothing through that waits, and the operator is told', async () => {
    await using database = await testDatabase()
    const directory = await mkdtemp(join(tmpdir(), 'brevdue-scan-'))
    const env = { BREVDUE_DATA: directory, DATABASE_URL: database.url, BREVDUE_MODE: 'sandbox', PORT: '0' }
    const logged: string[] = []
    const log = createLogger('error', { write: (line: string) => void logged.push(line) })
    const first = await startServer(loadConfig({ ...env, BREVDUE_SCANNER: 'clamd:/nowhere/clamd' }), { log })
    const pair = await aPair(first)
    await send(first.url, pair, { primaryDocument: text('Rent') })
    await first.close()
    const config = loadConfig(env)
    const second = await startServer(config, { log })
    const browser = await reader(second.url, pair)
    const old = await newest(browser)
    await problem(await browser.askLink(old, 'view'), 409, 'CHECKING')
    assert.match(logged.at(-1) ?? '', /none is set up/)
    await send(second.url, pair, { primaryDocument: text('Nytt') })
    assert.deepEqual(scans(await newest(browser)), ['clean'])
    const found = (await doctor(config, () => new Date())).find(({ name }) => name === 'malware scanner')
    assert.equal(found?.state, 'failed')
    await second.close()
    await rm(directory, { recursive: true })
  })
})
