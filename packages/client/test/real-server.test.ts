import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import {
  aPerson,
  aSender,
  startTestServer,
  type TestPerson,
  type TestSender,
  type TestServer,
} from '@brevdue/server/testing'
import { BrevdueClient, DigipostError } from '../src/index.ts'

let server: TestServer
let sender: TestSender
let person: TestPerson
let folder: string
before(async () => {
  server = await startTestServer()
  sender = await aSender(server)
  person = await aPerson(server)
  folder = await mkdtemp(path.join(tmpdir(), 'brevdue-client-'))
})
after(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

function client(options: { timeoutMs?: number } = {}): BrevdueClient & Disposable {
  const { privateKeyPem: key, certificatePem: certificate } = sender
  const made = new BrevdueClient({ url: server.url, brokerId: sender.id, key, certificate, pauseMs: 1, ...options })
  return Object.assign(made, { [Symbol.dispose]: () => made.close() })
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('base64')

test('a letter with an attachment is delivered, and its hashes come back', async () => {
  using sending = client()
  const letter = path.join(folder, 'letter.txt')
  await writeFile(letter, 'Hei på deg')
  const delivery = await sending.send({
    recipient: { personalIdentificationNumber: person.personalIdentificationNumber },
    primaryDocument: { subject: 'Første brev', content: letter, authenticationLevel: 'TWO_FACTOR' },
    attachments: [{ subject: 'Vedlegg', fileType: 'txt', content: Buffer.from('bytes') }],
  })
  assert.deepEqual(
    [delivery.status, delivery.channel, delivery.confirmedBy, delivery.senderId, delivery.attempts],
    ['DELIVERED', 'DIGIPOST', 'answer', sender.id, 1],
  )
  assert.ok(delivery.deliveryTime)
  assert.deepEqual(delivery.primaryDocument.contentHash, { value: sha256('Hei på deg'), hashAlgorithm: 'SHA256' })
  assert.equal(delivery.attachments[0]?.contentHash?.value, sha256('bytes'))
})

test('a document of several megabytes goes through, with the announcement that large bodies have', async () => {
  using sending = client()
  const text = 'æøå 123\n'.repeat(600_000)
  const delivery = await sending.send({
    recipient: { digipostAddress: person.digipostAddress },
    primaryDocument: { subject: 'Langt', fileType: 'txt', content: Buffer.from(text) },
  })
  assert.equal(delivery.primaryDocument.contentHash?.value, sha256(text))
})

test('every version is spoken', async () => {
  for (const version of ['v6', 'v7', 'v8'] as const) {
    const { privateKeyPem: key } = sender
    const sending = new BrevdueClient({ url: server.url, brokerId: sender.id, key, version })
    const delivery = await sending.send({
      recipient: { digipostAddress: person.digipostAddress },
      primaryDocument: { subject: version, fileType: 'txt', content: Buffer.from('x') },
    })
    sending.close()
    assert.equal(delivery.status, 'DELIVERED', version)
  }
})

test('the same message again is refused as duplicate', async () => {
  using sending = client()
  const letter = {
    messageId: 'client-test-1',
    recipient: { digipostAddress: person.digipostAddress },
    primaryDocument: { subject: 'x', fileType: 'txt', content: Buffer.from('x') },
  }
  await sending.send(letter)
  await assert.rejects(sending.send(letter), { code: 'DUPLICATE_MESSAGE', actor: 'sender', retryable: false })
})

test('refusals arrive as what they are', async () => {
  using sending = client()
  const primaryDocument = { subject: 'x', fileType: 'txt', content: Buffer.from('x') }
  const unknown = sending.send({ recipient: { digipostAddress: 'ingen.her#0000' }, primaryDocument })
  await assert.rejects(unknown, { code: 'UNKNOWN_RECIPIENT', status: 404, outcomeUnknown: false })
  const empty = sending.send({
    recipient: { digipostAddress: person.digipostAddress },
    primaryDocument: { ...primaryDocument, content: Buffer.alloc(0) },
  })
  await assert.rejects(empty, { code: 'MISSING_CONTENT' })
  const stranger = new BrevdueClient({ url: server.url, brokerId: 987654, key: sender.privateKeyPem })
  await assert.rejects(stranger.identify({ digipostAddress: person.digipostAddress }), DigipostError)
  stranger.close()
})

test('recipients are identified', async () => {
  using sending = client()
  const found = await sending.identify({ personalIdentificationNumber: person.personalIdentificationNumber })
  assert.equal(found.result, 'DIGIPOST')
})

test('a body over the limit is refused at once, before it is sent', async () => {
  using sending = client({ timeoutMs: 600_000 })
  const large = { subject: 'x', fileType: 'txt', content: Buffer.alloc(101 * 1024 * 1024, 'x') }
  await assert.rejects(
    sending.send({ recipient: { digipostAddress: person.digipostAddress }, primaryDocument: large }),
    {
      code: 'REQUEST_TOO_LARGE',
      status: 413,
    },
  )
})

test('a key that does not belong to the certificate is refused before anything is sent', async () => {
  const other = await aSender(server, { ownKey: true })
  const { privateKeyPem: key } = other
  const make = () =>
    new BrevdueClient({ url: server.url, brokerId: sender.id, key, certificate: sender.certificatePem })
  assert.throws(make, { code: 'CLIENT_ERROR', message: /does not belong to the certificate/ })
})
