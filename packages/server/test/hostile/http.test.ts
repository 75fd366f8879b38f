import assert from 'node:assert/strict'
import { Target } from './attack.ts'
import { letterTo, multipartBody, multipartType, partsOf, request, requestHead, sending } from './signed-request.ts'

const target = new Target()
const letter = () => letterTo(target.server.person.personalIdentificationNumber)
const broken = { status: 400, code: 'PROBLEM_WITH_REQUEST' }
const posting = { method: 'POST', target: '/messages', contentType: multipartType }

target.attack('many requests in one packet are answered in their order, each for itself', async () => {
  const letters = Array.from({ length: 5 }, letter)
  const packet = letters.flatMap((each) => [
    request(target.sender, {}),
    sending(target.sender, partsOf(each)),
    request(target.sender, { target: '/nothing/here' }),
  ])
  const { answers } = await target.exchange(Buffer.concat(packet), { answers: packet.length, stubborn: true })
  assert.deepEqual(
    answers.map(({ status }) => status),
    letters.flatMap(() => [200, 200, 404]),
  )
  answers.forEach((answer, index) => target.assertSigned(answer, ['/', '/messages', '/nothing/here'][index % 3] ?? ''))
  for (const each of letters) assert.equal((await target.counts(each.messageId)).rows, 1)
})

target.attack('requests without end, and nobody who reads the answers', async () => {
  const thousand = Buffer.from('GET /x HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1000))
  const endless = async function* () {
    for (;;) yield thousand
  }
  const { sent, closed } = await target.exchange(endless(), { answers: Number.POSITIVE_INFINITY, stubborn: true })
  assert.ok(closed, `still open after ${sent} bytes`)
})

target.attack('a letter sent again in the same packet is delivered once', async () => {
  const once = letter()
  const sent = sending(target.sender, partsOf(once))
  const { answers } = await target.exchange(Buffer.concat([sent, sent, sent]), { answers: 3, stubborn: true })
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 400, 400],
  )
  assert.equal((await target.counts(once.messageId)).rows, 1)
})

/** A whole request hidden where one of two readers would see a body. */
const hidden = () => sending(target.sender, partsOf(letter()))

target.attack('Content-Length and Transfer-Encoding together', async () => {
  const body = multipartBody(partsOf(letter()))
  for (const encoding of [
    'chunked',
    'Chunked',
    'chunked, identity',
    'identity, chunked',
    'x',
    ' chunked',
    '\tchunked',
    'chunked;x=y',
  ]) {
    const head = requestHead(target.sender, { ...posting, body, headers: { 'Transfer-Encoding': encoding } })
    const { answers } = await target.exchange(Buffer.concat([head, Buffer.from('0\r\n\r\n'), hidden()]), { answers: 2 })
    assert.ok(answers.length >= 1, `no answer to Transfer-Encoding: ${encoding}`)
    for (const answer of answers)
      assert.ok(answer.status >= 400, `Transfer-Encoding: ${encoding} gave ${answer.status}`)
  }
})

target.attack('two lengths, and lengths that are no numbers', async () => {
  const body = multipartBody(partsOf(letter()))
  for (const length of [
    [String(body.length), '0'],
    [String(body.length), String(body.length)],
    '-1',
    '+5',
    '0x10',
    '1e3',
    '5 5',
    '',
    '99999999999999999999',
    '1,1',
  ]) {
    const { answers } = await target.exchange(
      Buffer.concat([requestHead(target.sender, { ...posting, body, headers: { 'Content-Length': length } }), body]),
    )
    assert.ok(answers[0], `no answer to Content-Length: ${String(length)}`)
    assert.ok(answers[0].status >= 400, `Content-Length: ${String(length)} gave ${answers[0].status}`)
  }
})

target.attack('chunks that lie', async () => {
  const body = multipartBody(partsOf(letter()))
  const head = requestHead(target.sender, {
    ...posting,
    body,
    headers: { 'Content-Length': null, 'Transfer-Encoding': 'chunked' },
  })
  const size = body.length.toString(16)
  for (const [framing, end] of [
    ['zz\r\n', '\r\n0\r\n\r\n'],
    ['-1\r\n', '\r\n0\r\n\r\n'],
    ['fffffffffffffffff\r\n', '\r\n0\r\n\r\n'],
    [`${size};${'x'.repeat(20_000)}\r\n`, '\r\n0\r\n\r\n'],
    [`${size}\n`, '\n0\n\n'],
    [`${(body.length - 5).toString(16)}\r\n`, '\r\n0\r\n\r\n'],
    [` ${size}\r\n`, '\r\n0\r\n\r\n'],
  ]) {
    const { answers } = await target.exchange(
      Buffer.concat([head, Buffer.from(framing ?? ''), body, Buffer.from(end ?? '')]),
    )
    assert.ok(answers[0], `no answer to ${JSON.stringify(framing?.slice(0, 30))}`)
    assert.ok(answers[0].status >= 400, `${JSON.stringify(framing?.slice(0, 30))} gave ${answers[0].status}`)
  }
})

target.attack('trailers do not become headers', async () => {
  const body = multipartBody(partsOf(letter()))
  const head = requestHead(target.sender, {
    ...posting,
    body,
    headers: { 'Content-Length': null, 'Transfer-Encoding': 'chunked', 'X-Digipost-UserId': null },
  })
  const chunked = `${body.length.toString(16)}\r\n${body.toString('latin1')}\r\n0\r\nX-Digipost-UserId: ${target.sender.id}\r\n\r\n`
  await target.refuses(Buffer.concat([head, Buffer.from(chunked, 'latin1')]), {
    status: 400,
    code: 'INVALID_USER_ID_HEADER',
  })
})

target.attack('headers larger than any need, and headers that never end', async () => {
  await target.refuses(request(target.sender, { headers: { 'X-Filler': 'a'.repeat(100_000) } }), {
    status: 431,
    code: 'PROBLEM_WITH_REQUEST',
    target: '/',
  })
  const line = Buffer.from(`X-Filler: ${'a'.repeat(1000)}\r\n`)
  const endless = async function* () {
    yield Buffer.from('GET / HTTP/1.1\r\n')
    for (;;) yield line
  }
  await target.refuses(endless(), { status: 431, code: 'PROBLEM_WITH_REQUEST', target: '/' })
  const { closed } = await target.exchange(endless(), { answers: 2, stubborn: true })
  assert.ok(closed)
})

target.attack('two thousand headers', async () => {
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`a${n}`, '1']))
  const { answers } = await target.exchange(request(target.sender, { headers: many }))
  assert.ok(answers[0])
  assert.ok(answers[0].status < 500)
  target.assertSigned(answers[0], '/')
})

target.attack('header lines that are broken', async () => {
  const good = request(target.sender, {}).toString('latin1')
  const withLine = (line: string) => good.replace('\r\n', `\r\n${line}\r\n`)
  for (const line of [
    'no colon',
    ': no name',
    'a b: space in the name',
    'a : space before the colon',
    ' folded: at once',
    'a: b\0c',
    'a: b\rc',
    '\x01: x',
    'Host: b\r\n\tfolded',
  ]) {
    const { answers } = await target.exchange(withLine(line))
    assert.ok(answers[0], `no answer to ${JSON.stringify(line)}`)
    assert.ok(answers[0].status < 500, JSON.stringify(line))
    target.assertSigned(answers[0], '/')
  }
})

target.attack('lines that end with a line feed alone', async () => {
  const { answers } = await target.exchange(request(target.sender, {}).toString('latin1').replaceAll('\r\n', '\n'))
  assert.ok(answers[0])
  assert.ok(answers[0].status === 200 || answers[0].status === 400)
})

target.attack('HTTP/1.0, HTTP/0.9, HTTP/2, HTTP/9.9, and what is not HTTP', async () => {
  const old = await target.exchange(request(target.sender, { httpVersion: 'HTTP/1.0' }))
  assert.equal(old.answers[0]?.status, 200)
  target.assertSigned(old.answers[0], '/')
  const greetings = [
    'GET /\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'GET / HTTP/9.9\r\nHost: a\r\n\r\n',
    Buffer.from('16030100c4010000c00303', 'hex').toString('latin1'),
    'SSH-2.0-OpenSSH_9.0\r\n',
    '\0'.repeat(1000),
    '\xff'.repeat(1000),
    '\r\n'.repeat(50_000),
    '{"jsonrpc": "2.0"}',
  ]
  for (const greeting of greetings) {
    const { answers } = await target.exchange(greeting, { end: true, patienceMs: 3000 })
    for (const answer of answers) assert.equal(answer.status, 400, JSON.stringify(greeting.slice(0, 20)))
  }
  await target.refuses('GET / HTTP/9.9\r\nHost: a\r\n\r\n', { ...broken, target: '/' })
})

target.attack('an HTTP/1.0 letter, whose answer must end with the connection', async () => {
  const sent = letter()
  const { answers } = await target.exchange(sending(target.sender, partsOf(sent), { httpVersion: 'HTTP/1.0' }))
  assert.equal(answers[0]?.status, 200)
  assert.equal((await target.counts(sent.messageId)).rows, 1)
})

target.attack('Expect and Upgrade', async () => {
  const sent = letter()
  const waits = sending(target.sender, partsOf(sent), { headers: { Expect: '100-continue' } })
  const { answers } = await target.exchange(waits)
  assert.equal(answers[0]?.status, 200)
  const strange = request(target.sender, { headers: { Expect: 'the-unexpected' } })
  await target.refuses(strange, { status: 417, code: 'PROBLEM_WITH_REQUEST', target: '/' })
  const upgraded = request(target.sender, {
    headers: { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==' },
  })
  const upgrade = await target.exchange(upgraded)
  assert.equal(upgrade.answers[0]?.status, 200)
  target.assertSigned(upgrade.answers[0], '/')
})

target.attack('HEAD has no body, and the next answer is not taken for it', async () => {
  const head = request(target.sender, { method: 'HEAD' })
  const { answers } = await target.exchange(head, { method: 'HEAD' })
  assert.ok(answers[0])
  assert.ok(answers[0].status < 500)
})

target.attack('a letter followed by noise is acknowledged or not, but never half there', async () => {
  const sent = letter()
  const { answers } = await target.exchange(
    Buffer.concat([sending(target.sender, partsOf(sent)), Buffer.from('\x01\x02noise\r\n\r\n')]),
  )
  const { rows } = await target.counts(sent.messageId)
  if (answers[0]?.status === 200) assert.equal(rows, 1)
  assert.ok(rows <= 1)
})
