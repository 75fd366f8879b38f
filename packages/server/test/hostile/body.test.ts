import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Target } from './attack.ts'
import {
  letterTo,
  multipartBody,
  multipartType,
  partsOf,
  request,
  requestHead,
  sending,
  sha256,
} from './signed-request.ts'

const target = new Target({
  BREVDUE_REQUEST_TIMEOUT: '6',
  BREVDUE_HEADERS_TIMEOUT: '4',
  BREVDUE_MAX_BODY_BYTES: '4000000',
})
const places = 40
/** Whoever has a place there keeps it for longer than any test lasts. */
const patient = new Target({
  BREVDUE_REQUEST_TIMEOUT: '600',
  BREVDUE_MIN_BYTES_PER_SECOND: '0',
  BREVDUE_MAX_CONCURRENT_REQUESTS: String(places),
})
const letter = (at = target) => letterTo(at.server.person.personalIdentificationNumber)
const wrongHash = { status: 400, code: 'INVALID_SHA256' }
const tooSlow = { status: 408, code: 'PROBLEM_WITH_REQUEST' }
const tooLarge = { status: 413, code: 'REQUEST_TOO_LARGE' }
const posting = { method: 'POST', target: '/messages', contentType: multipartType }

target.attack('a body that is not the one that was signed', async () => {
  const sent = letter()
  const body = multipartBody(partsOf(sent))
  const head = requestHead(target.sender, { ...posting, hash: sha256('another body'), length: body.length })
  await target.refuses(Buffer.concat([head, body]), wrongHash)
  await target.leavesNothing(sent.messageId)
})

target.attack('one bit of the content is changed on the way', async () => {
  const sent = letter()
  const body = multipartBody(partsOf(sent))
  const head = requestHead(target.sender, { ...posting, body })
  body[body.indexOf('\r\n\r\nHei') + 4]! ^= 1
  await target.refuses(Buffer.concat([head, body]), wrongHash)
  await target.leavesNothing(sent.messageId)
})

target.attack('fewer bytes than declared, then silence', async () => {
  const body = multipartBody(partsOf(letter()))
  const head = requestHead(target.sender, { ...posting, body, length: body.length + 1000 })
  await target.refuses(Buffer.concat([head, body]), tooSlow)
})

target.attack('fewer bytes than declared, then the end', async () => {
  const sent = letter()
  const body = multipartBody(partsOf(sent))
  const head = requestHead(target.sender, { ...posting, body })
  const { answers } = await target.exchange(Buffer.concat([head, body.subarray(0, -40)]), { end: true })
  if (answers[0]) target.assertRefusal(answers[0], { status: 400, code: 'PROBLEM_WITH_REQUEST' })
  await target.leavesNothing(sent.messageId)
})

target.attack('a connection that dies in the middle of the body leaves nothing behind', async () => {
  const sent = letter()
  const body = multipartBody(partsOf({ ...sent, content: Buffer.alloc(1_000_000, 'a') }))
  const head = requestHead(target.sender, { ...posting, body })
  for (const share of [0.01, 0.3, 0.7, 0.99]) {
    const socket = connect(target.server.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(Buffer.concat([head, body.subarray(0, body.length * share)]))
    await pause(50)
    socket.resetAndDestroy()
  }
  await target.leavesNothing(sent.messageId)
})

target.attack('more bytes than declared: the rest is no request', async () => {
  const sent = letter()
  const body = multipartBody(partsOf(sent))
  const head = requestHead(target.sender, { ...posting, body, length: body.length - 40 })
  const { answers } = await target.exchange(Buffer.concat([head, body]), { answers: 2 })
  assert.ok(answers.length > 0)
  for (const answer of answers) {
    assert.equal(answer.status, 400)
    target.assertSigned(answer, answer === answers[0] ? '/messages' : '/')
  }
  await target.leavesNothing(sent.messageId)
})

target.attack('a byte a second', async () => {
  const body = multipartBody(partsOf(letter()))
  const head = requestHead(target.sender, { ...posting, body })
  await target.refuses(byteByByte(head, body), tooSlow)
})

async function* byteByByte(first: Buffer, rest: Buffer): AsyncGenerator<Buffer> {
  yield first
  for (const byte of rest) {
    yield Buffer.of(byte)
    await pause(1000)
  }
}

target.attack('headers of a byte a second', async () => {
  const head = requestHead(target.sender, {})
  await target.refuses(byteByByte(Buffer.from('GET /'), head.subarray(5)), { ...tooSlow, target: '/' })
})

target.attack('a connection that says nothing is closed', async () => {
  const { answers, closed } = await target.exchange('', { answers: 2 })
  assert.ok(closed)
  for (const answer of answers) target.assertRefusal(answer, { ...tooSlow, target: '/' })
})

patient.attack('as many slow bodies as there are places: the next caller is told at once to come again', async () => {
  const body = multipartBody(partsOf(letter(patient)))
  const head = requestHead(patient.sender, { ...posting, body, headers: { Expect: '100-continue' } })
  const stalled = await Promise.all(
    Array.from({ length: places }, async () => {
      const socket = connect(patient.server.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(head)
      const [told] = (await once(socket, 'data')) as [Buffer]
      assert.match(told.toString('latin1'), /^HTTP\/1\.1 100 /, 'it has no place')
      socket.write(body.subarray(0, 100))
      return socket
    }),
  )
  const next = () => sending(patient.sender, partsOf(letter(patient)))
  await patient.refuses(next(), { status: 503, code: 'API_UNAVAILABLE' })
  for (const socket of stalled) socket.resetAndDestroy()
  while ((await patient.exchange(next())).answers[0]?.status === 503);
})

target.attack('a thousand connections that are opened and left', async () => {
  const sockets = Array.from({ length: 1000 }, () => connect(target.server.port, '127.0.0.1').on('error', () => {}))
  await target.delivers()
  for (const socket of sockets) socket.destroy()
})

target.attack('a declared length over the limit: refused before the body', async () => {
  const head = requestHead(target.sender, { ...posting, hash: sha256('x'), length: 5_000_000_000 })
  const { closed, answers } = await target.exchange(head)
  assert.ok(answers[0])
  target.assertRefusal(answers[0], tooLarge)
  assert.ok(closed || answers.length === 1)
})

target.attack('chunks over the limit', async () => {
  const head = requestHead(target.sender, {
    ...posting,
    hash: sha256('x'),
    headers: { 'Transfer-Encoding': 'chunked' },
  })
  const megabyte = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000, 'a'), Buffer.from('\r\n')])
  const endless = async function* () {
    yield head
    for (;;) yield megabyte
  }
  const { sent } = await target.refuses(endless(), tooLarge)
  assert.ok(sent < 24_000_000, `the server took ${sent} bytes`)
})

target.attack('an empty body with a hash, and a hash without a body', async () => {
  const empty = request(target.sender, { ...posting, body: Buffer.alloc(0) })
  const { answers } = await target.exchange(empty)
  assert.ok(answers[0])
  assert.equal(answers[0].status, 400)
  target.assertSigned(answers[0], '/messages')
  await target.refuses(request(target.sender, { hash: sha256('x') }), { ...wrongHash, target: '/' })
})

target.attack('a body with GET, compressed, or of a type that nobody knows', async () => {
  const body = Buffer.from(randomUUID())
  const get = await target.exchange(request(target.sender, { body }))
  assert.ok(get.answers[0])
  target.assertSigned(get.answers[0], '/')
  const zipped = sending(target.sender, partsOf(letter()), { headers: { 'Content-Encoding': 'gzip' } })
  const answer = (await target.exchange(zipped)).answers[0]
  assert.ok(answer)
  target.assertSigned(answer, '/messages')
  await target.refuses(sending(target.sender, [], { body, contentType: 'application/json' }), {
    status: 415,
    code: 'PROBLEM_WITH_REQUEST',
  })
})
