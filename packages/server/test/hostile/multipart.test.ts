import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { Target } from './attack.ts'
import {
  boundary,
  letterTo,
  multipartBody,
  multipartType,
  type Part,
  part,
  partsOf,
  requestHead,
  sending,
} from './signed-request.ts'

const target = new Target()
const letter = () => letterTo(target.server.person.personalIdentificationNumber)
const unreadable = { status: 400, code: 'PROBLEM_WITH_REQUEST' }
const mismatch = { status: 400, code: 'DOCUMENTS_AND_FILES_MISMATCH' }

/** The parts of a letter, changed; nothing of it may stay behind. */
async function refusesParts(
  change: (parts: Part[], uuid: string) => Part[],
  refusal: typeof unreadable,
): Promise<string> {
  const sent = letter()
  const { message } = await target.refuses(sending(target.sender, change(partsOf(sent), sent.uuid)), refusal)
  await target.leavesNothing(sent.messageId)
  return message
}

const refusesBody = (body: Buffer, refusal = unreadable, contentType = multipartType) =>
  target.refuses(sending(target.sender, [], { body, contentType }), refusal)

target.attack('a million parts', async () => {
  const one = Buffer.from(`--${boundary}\r\nContent-Disposition: attachment; filename="message"\r\n\r\n\r\n`)
  const thousand = Buffer.concat(Array.from({ length: 1000 }, () => one))
  const pieces = [...Array.from({ length: 1000 }, () => thousand), Buffer.from(`--${boundary}--\r\n`)]
  await target.refuses(streamed(pieces), unreadable)
})

target.attack('more documents than a message may have', async () => {
  await refusesParts((parts) => [...parts, ...Array.from({ length: 205 }, () => part(randomUUID(), 'x'))], unreadable)
})

target.attack('a header block that does not end', async () => {
  const line = Buffer.from(`X-Filler: ${'a'.repeat(1000)}\r\n`)
  await target.refuses(
    streamed([Buffer.from(`--${boundary}\r\n`), ...Array.from({ length: 50_000 }, () => line)]),
    unreadable,
  )
})

target.attack('a header line that does not end', async () => {
  const block = Buffer.alloc(1024 * 1024, 'a')
  await target.refuses(
    streamed([Buffer.from(`--${boundary}\r\nX: `), ...Array.from({ length: 50 }, () => block)]),
    unreadable,
  )
})

target.attack('thousands of short headers in a part', async () => {
  await refusesParts(
    ([message, ...rest]) => [{ ...(message as Part), head: `${message?.head}${'\r\na:b'.repeat(2000)}` }, ...rest],
    unreadable,
  )
})

/** A truly signed body that is never in memory at once. */
function streamed(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  const sum = createHash('sha256')
  for (const piece of pieces) sum.update(piece)
  const length = pieces.reduce((total, piece) => total + piece.length, 0)
  const spec = { method: 'POST', target: '/messages', contentType: multipartType, hash: sum.digest('base64'), length }
  const head = requestHead(target.sender, spec)
  return (async function* () {
    yield head
    yield* pieces
  })()
}

target.attack('a boundary that is another one, missing, empty, too long, or given twice', async () => {
  const body = multipartBody(partsOf(letter()))
  const type = 'multipart/vnd.digipost-v8+xml'
  await refusesBody(body, unreadable, `${type}; boundary=quite-another`)
  await refusesBody(body, unreadable, `${type}; boundary=${'b'.repeat(500)}`)
  await refusesBody(body, unreadable, type)
  await refusesBody(body, unreadable, `${type}; boundary=`)
  await refusesBody(body, unreadable, `${type}; boundary=""`)
})

target.attack('a boundary found only after a long preamble', async () => {
  await refusesBody(
    Buffer.concat([Buffer.alloc(1024 * 1024, 'p'), Buffer.from('\r\n'), multipartBody(partsOf(letter()))]),
  )
})

target.attack('a body that is empty, stops in a part, in a header, or at the first boundary', async () => {
  const body = multipartBody(partsOf(letter()))
  await refusesBody(Buffer.from('\r\n'))
  await refusesBody(body.subarray(0, body.length - 60))
  await refusesBody(body.subarray(0, 60))
  await refusesBody(body.subarray(0, boundary.length + 2))
  await refusesBody(Buffer.from(`--${boundary}--\r\n`))
})

target.attack('a part that is missing, extra or repeated', async () => {
  await refusesParts(([message]) => [message as Part], mismatch)
  await refusesParts((parts) => [...parts, part(randomUUID(), 'extra')], mismatch)
  await refusesParts((parts, uuid) => [...parts, part(uuid, 'again')], mismatch)
  await refusesParts((parts, uuid) => [...parts, part(uuid.toUpperCase(), 'again, in capitals')], mismatch)
  await refusesParts(([message, document]) => [message as Part, message as Part, document as Part], unreadable)
  await refusesParts(([, document]) => [document as Part], unreadable)
})

target.attack('names that lead out of a folder', async () => {
  const names = [
    '../../../../tmp/owned',
    '/etc/passwd',
    'C:\\windows\\win.ini',
    '..',
    'message/../x',
    `${randomUUID()}/..`,
    `${randomUUID()}.pdf`,
  ]
  for (const name of names) {
    await refusesParts(([message]) => [message as Part, part(name, 'x')], mismatch)
  }
})

target.attack('a name with a control character in it', async () => {
  await refusesParts(([message]) => [message as Part, part('a\0b', 'x')], unreadable)
})

target.attack('a name that is very long, and one of other letters', async () => {
  const long = await refusesParts(([message]) => [message as Part, part('n'.repeat(10_000), 'x')], mismatch)
  assert.ok(long.length < 1000)
  await refusesParts(([message]) => [message as Part, part('mes\u0455age', 'x')], mismatch)
})

target.attack('a part without disposition, and one without a file name', async () => {
  const bare = { head: 'Content-Type: text/plain', content: 'x' }
  await refusesParts((parts) => [...parts, bare], { status: 400, code: 'MISSING_BODYPART_CONTENT_DISPOSITION' })
  const nameless = { head: 'Content-Disposition: attachment', content: 'x' }
  await refusesParts((parts) => [...parts, nameless], { status: 400, code: 'MISSING_BODYPART_FILENAME' })
  const empty = { head: 'Content-Disposition: attachment; filename=""', content: 'x' }
  await refusesParts((parts) => [...parts, empty], { status: 400, code: 'MISSING_BODYPART_FILENAME' })
})

target.attack('headers of a part that are broken, or folded for ever', async () => {
  const head =
    (text: string) =>
    ([, document]: Part[]) => [{ head: text, content: 'x' }, document as Part]
  await refusesParts(head('no colon here'), unreadable)
  await refusesParts(head(`Content-Disposition: attachment;${'\r\n '.repeat(4000)}filename=x`), mismatch)
  await refusesParts(
    head('Content-Disposition: attachment; filename="message"\r\nContent-Transfer-Encoding: base64'),
    unreadable,
  )
})

target.attack('content that almost holds the boundary, again and again', async () => {
  const sent = letter()
  const almost = Buffer.from(`\r\n--${boundary.slice(0, -1)}`.repeat(100_000))
  const { answers } = await target.exchange(sending(target.sender, partsOf({ ...sent, content: almost })))
  assert.equal(answers[0]?.status, 200, answers[0]?.body.toString('utf8'))
  assert.equal((await target.counts(sent.messageId)).rows, 1)
})

target.attack('a subtype that is not one of ours', async () => {
  const body = multipartBody(partsOf(letter()))
  const { answers } = await target.exchange(
    sending(target.sender, [], { body, contentType: `multipart/form-data; boundary=${boundary}` }),
  )
  const [answer] = answers
  assert.ok(answer)
  assert.ok([200, 400, 415].includes(answer.status), String(answer.status))
  target.assertSigned(answer, '/messages')
})
