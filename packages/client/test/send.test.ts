import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { BrevdueClient, type BrevdueClientOptions, DigipostError } from '../src/index.ts'
import { pair, SmallService, type Trouble } from './small-service.ts'

const recipient = { personalIdentificationNumber: '31818000033' }
const primaryDocument = { subject: 'Hei på deg', fileType: 'txt', content: Buffer.from('Hello') }

let service: SmallService
let folder: string
before(async () => {
  service = await new SmallService().start()
  folder = await mkdtemp(path.join(tmpdir(), 'brevdue-client-'))
})
after(async () => {
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  service.received.length = 0
  service.troubles.length = 0
  service.posts = 0
})

function client(options: Partial<BrevdueClientOptions> = {}) {
  const made = new BrevdueClient({
    url: service.url,
    brokerId: 9999,
    key: service.broker.privateKey,
    pauseMs: 1,
    ...options,
  })
  return Object.assign(made, { [Symbol.dispose]: () => made.close() })
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64')

test('a message with documents from disk, memory and a stream arrives byte for byte, signed', async () => {
  using sender = client()
  const pdf = randomBytes(3_000_000)
  await writeFile(path.join(folder, 'Letter.PDF'), pdf)
  const delivery = await sender.send({
    senderId: '9998',
    recipient,
    invoiceReference: 'ref <&>',
    primaryDocument: { subject: 'Første', content: path.join(folder, 'Letter.PDF'), authenticationLevel: 'TWO_FACTOR' },
    attachments: [
      { subject: 'Andre', fileType: 'txt', content: Buffer.from('bytes') },
      {
        subject: 'Tredje',
        fileType: 'bin',
        content: async function* () {
          yield Buffer.from('str')
          yield Buffer.from('eam')
        },
      },
    ],
  })
  assert.equal(delivery.confirmedBy, 'answer')
  assert.equal(delivery.status, 'DELIVERED')
  assert.equal(delivery.channel, 'DIGIPOST')
  assert.equal(delivery.attempts, 1)
  assert.equal(delivery.deliveryTime?.toISOString(), '2016-12-07T07:45:32.675Z')
  const [received] = service.received
  assert.ok(received)
  assert.equal(received.message.messageId, delivery.messageId)
  assert.equal(received.message.senderId, '9998')
  assert.equal(received.message.invoiceReference, 'ref <&>')
  assert.equal(received.message.primaryDocument.fileType, 'pdf')
  assert.equal(received.message.primaryDocument.authenticationLevel, 'TWO_FACTOR')
  assert.deepEqual(
    received.message.attachment?.map((each) => each.subject),
    ['Andre', 'Tredje'],
  )
  const documents = [received.message.primaryDocument, ...(received.message.attachment ?? [])]
  assert.deepEqual(
    documents.map((each) => received.contents.get(each.uuid ?? '')),
    [pdf, Buffer.from('bytes'), Buffer.from('stream')].map((bytes) => ({ sha256: sha256(bytes), size: bytes.length })),
  )
  assert.equal(received.headers['content-length'] !== undefined, true)
})

test('the entry point is read once, and its links are followed on the configured host', async () => {
  using sender = client()
  const before = service.entrypoints
  await sender.send({ recipient, primaryDocument })
  await sender.send({ recipient, primaryDocument })
  assert.deepEqual(await sender.identify({ digipostAddress: 'ola.nordmann#1234' }), { result: 'DIGIPOST' })
  assert.equal(service.entrypoints - before, 1)
  assert.equal((await sender.getEntrypoint()).link?.length, 2)
})

test('after an hour the entry point is read again', async () => {
  let now = Date.now()
  service.clock = () => new Date(now)
  using sender = client({ clock: () => new Date(now) })
  const before = service.entrypoints
  await sender.identify({})
  now += 59 * 60 * 1000
  await sender.identify({})
  assert.equal(service.entrypoints - before, 1)
  now += 61 * 1000
  await sender.identify({})
  assert.equal(service.entrypoints - before, 2)
  service.clock = () => new Date()
})

const lost: [name: string, trouble: Trouble][] = [
  ['the connection breaks after the message was taken', { after: 'hang-up' }],
  ['the answer was changed on its way', { after: 'forge-body' }],
  ['the answer is not signed', { after: 'no-signature' }],
  ['the answer is older than five minutes', { after: 'old-date' }],
  ['the service reports a fault after it took the message', { after: 'status-500' }],
  ['something in between answers', { after: 'html-502' }],
  ['the answer cannot be read', { after: 'nonsense' }],
]
for (const [name, trouble] of lost) {
  test(`${name}: the repetition finds it delivered, once`, async () => {
    using sender = client()
    service.troubles.push(trouble)
    const delivery = await sender.send({ recipient, primaryDocument })
    assert.equal(delivery.confirmedBy, 'duplicate')
    assert.equal(delivery.attempts, 2)
    assert.equal(service.received.length, 1)
    assert.equal(service.received[0]?.message.messageId, delivery.messageId)
    assert.equal(service.received[0]?.message.primaryDocument.uuid, delivery.primaryDocument.uuid)
  })
}

for (const before of ['hang-up', 'status-503'] as const) {
  test(`a ${before} before the message was taken: the repetition delivers it`, async () => {
    using sender = client()
    service.troubles.push({ before }, { before })
    const delivery = await sender.send({ recipient, primaryDocument })
    assert.deepEqual([delivery.confirmedBy, delivery.attempts, service.received.length], ['answer', 3, 1])
  })
}

test('when attempts run out the outcome is said to be unknown, and the same id can be sent again', async () => {
  using sender = client({ attempts: 2 })
  service.troubles.push({ after: 'hang-up' }, { before: 'hang-up' })
  const letter = { messageId: 'mine-1', recipient, primaryDocument }
  await assert.rejects(sender.send(letter), (error) => {
    assert.ok(error instanceof DigipostError)
    assert.deepEqual([error.code, error.outcomeUnknown, error.retryable], ['CONNECTION_ERROR', true, true])
    return true
  })
  await assert.rejects(sender.send(letter), { code: 'DUPLICATE_MESSAGE', retryable: false, outcomeUnknown: false })
})

test('who let the id be chosen learns it from the error', async () => {
  using sender = client({ attempts: 1 })
  service.troubles.push({ after: 'hang-up' })
  const { messageId } = await sender.send({ recipient, primaryDocument }).then(
    () => assert.fail('nobody answered'),
    (error: unknown) => error as DigipostError,
  )
  assert.ok(messageId)
  await assert.rejects(sender.send({ messageId, recipient, primaryDocument }), { code: 'DUPLICATE_MESSAGE', messageId })
})

test('a duplicate on the first attempt is a refusal, not a delivery', async () => {
  using sender = client()
  await sender.send({ messageId: 'mine-2', recipient, primaryDocument })
  await assert.rejects(sender.send({ messageId: 'mine-2', recipient, primaryDocument }), { code: 'DUPLICATE_MESSAGE' })
})

test('a duplicate uuid after an unknown outcome proves nothing when the caller chose the uuid', async () => {
  using sender = client()
  const duplicate = { before: { code: 'DUPLICATE_DOCUMENT_ID', message: 'used' } } as const
  service.troubles.push({ before: 'hang-up' }, duplicate)
  const own = { ...primaryDocument, uuid: '6d99008e-2672-4b55-9b09-996b09a06e47' }
  await assert.rejects(sender.send({ recipient, primaryDocument: own }), { code: 'DUPLICATE_DOCUMENT_ID' })
  service.troubles.push({ before: 'hang-up' }, duplicate)
  assert.equal((await sender.send({ recipient, primaryDocument })).confirmedBy, 'duplicate')
})

test('a refusal says code, type, who acts, status, request id and body, and is not repeated', async () => {
  using sender = client()
  service.troubles.push({ before: { code: 'UNKNOWN_RECIPIENT', message: 'nobody there' } })
  await assert.rejects(sender.send({ recipient, primaryDocument }), (error) => {
    assert.ok(error instanceof DigipostError)
    const { code, type, actor, status, requestId, retryable, outcomeUnknown, message, rawBody } = error
    assert.deepEqual(
      { code, type, actor, status, requestId, retryable, outcomeUnknown, message },
      {
        code: 'UNKNOWN_RECIPIENT',
        type: 'CLIENT_DATA',
        actor: 'sender',
        status: 404,
        requestId: 'r-1',
        retryable: false,
        outcomeUnknown: false,
        message: 'nobody there',
      },
    )
    assert.match(rawBody ?? '', /<error-code>UNKNOWN_RECIPIENT</)
    return true
  })
  assert.equal(service.posts, 1)
})

test('an unknown code becomes GENERAL_ERROR and keeps its name and type', async () => {
  using sender = client()
  service.troubles.push({ before: { status: 400, code: 'BRAND_NEW', type: 'CLIENT_DATA' } })
  await assert.rejects(sender.send({ recipient, primaryDocument }), {
    code: 'GENERAL_ERROR',
    type: 'CLIENT_DATA',
    message: 'BRAND_NEW: because',
  })
})

test('a key that the service changed meanwhile is found out without sending again', async () => {
  using sender = client()
  await sender.getEntrypoint()
  service.troubles.push({ after: 'other-key' })
  const delivery = await sender.send({ recipient, primaryDocument })
  assert.deepEqual([delivery.confirmedBy, delivery.attempts, service.posts], ['answer', 1, 1])
})

test('with a key that is not registered the service refuses, and we see its code', async () => {
  using sender = client({ key: pair().privateKey })
  await assert.rejects(sender.send({ recipient, primaryDocument }), { code: 'INVALID_SIGNATURE', status: 403 })
})

test('nobody listening is a connection error that names the address', async () => {
  using sender = client({ url: 'http://127.0.0.1:9', attempts: 1 })
  await assert.rejects(sender.send({ recipient, primaryDocument }), {
    code: 'CONNECTION_ERROR',
    outcomeUnknown: false,
    message: /127\.0\.0\.1:9/,
  })
})

test('giving up ends the waiting between attempts', async () => {
  using sender = client({ pauseMs: 1_000_000 })
  service.troubles.push({ before: 'status-503' })
  const control = new AbortController()
  const sending = sender.send({ recipient, primaryDocument }, { signal: control.signal })
  while (service.posts === 0) await new Promise((resolve) => setImmediate(resolve))
  control.abort()
  await assert.rejects(sending, DigipostError)
})

test('what cannot be sent is told before anything is sent', async () => {
  using sender = client()
  const wrong = [
    { recipient, primaryDocument: { subject: 'x', content: path.join(folder, 'absent.pdf') } },
    { recipient, primaryDocument: { subject: 'x', content: folder, fileType: 'pdf' } },
    { recipient, primaryDocument: { subject: 'x', content: Buffer.from('x') } },
    { recipient: { personalIdentificationNumber: '1' }, primaryDocument },
  ]
  for (const message of wrong) await assert.rejects(sender.send(message), DigipostError)
  assert.equal(service.posts, 0)
})

test('content that changes between hashing and sending is not delivered', async () => {
  using sender = client()
  let opened = 0
  const content = async function* () {
    yield Buffer.alloc(1_000_000, opened++)
  }
  await assert.rejects(sender.send({ recipient, primaryDocument: { subject: 'x', fileType: 'txt', content } }), {
    code: 'INVALID_SHA256',
  })
  assert.equal(service.received.length, 0)
})

test('options that cannot work are refused at once', () => {
  const wrong: Partial<BrevdueClientOptions>[] = [
    { brokerId: 'x' },
    { brokerId: 0 },
    { url: 'localhost' },
    { url: 'ftp://x' },
    { key: 'not a key' },
    { key: service.broker.publicKey },
    { certificate: 'not a certificate' },
  ]
  for (const options of wrong) assert.throws(() => client(options), { name: 'DigipostError', code: 'CLIENT_ERROR' })
})

test('a large message that is refused from its headers alone is not sent after all', async () => {
  using sender = client({ timeoutMs: 600_000 })
  await sender.getEntrypoint()
  service.refuseOnExpect = 'REQUEST_TOO_LARGE'
  const before = service.bytesReceived
  const large = { subject: 'x', fileType: 'pdf', content: Buffer.alloc(20_000_000) }
  await assert.rejects(sender.send({ recipient, primaryDocument: large }), { code: 'REQUEST_TOO_LARGE', status: 413 })
  service.refuseOnExpect = undefined
  await sender.send({ recipient, primaryDocument })
  assert.ok(service.bytesReceived - before < 1_000_000, `${service.bytesReceived - before} bytes were sent`)
  assert.ok(service.expectations > 0)
})

test('what a later service adds to its answers is passed over', async () => {
  using sender = client()
  service.troubles.push({ after: 'news' })
  const delivery = await sender.send({ recipient, primaryDocument })
  assert.deepEqual([delivery.confirmedBy, delivery.channel, delivery.attempts], ['answer', 'DIGIPOST', 1])
})
