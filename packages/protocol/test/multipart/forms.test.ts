import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MailError } from '../../src/mail-error.ts'
import { readMultipart, requireFilename } from '../../src/multipart/reader.ts'
import { cut, read, source } from './support.ts'

const layouts: Record<string, { body: string; boundary?: string; parts: [string, string][] }> = {
  'Java: disposition first, quoted names': {
    body: '--b\r\nContent-Disposition: attachment; filename="message"\r\nContent-Type: a/b; charset=UTF-8\r\n\r\n<m/>\r\n--b\r\nContent-Disposition: attachment; filename="u"\r\n\r\n%PDF\r\n--b--\r\n',
    parts: [
      ['message', '<m/>'],
      ['u', '%PDF'],
    ],
  },
  '.NET: type first, bare names': {
    body: '--b\r\nContent-Type: a/b\r\nContent-Disposition: attachment; filename="message"\r\n\r\n<m/>\r\n--b\r\nContent-Type: x/y\r\nContent-Disposition: attachment; filename=u-1\r\n\r\n%PDF\r\n--b--\r\n',
    parts: [
      ['message', '<m/>'],
      ['u-1', '%PDF'],
    ],
  },
  'no line end after the closing boundary': {
    body: '--b\r\nContent-Disposition: attachment; filename=u\r\n\r\nx\r\n--b--',
    parts: [['u', 'x']],
  },
  'preamble and epilogue': {
    body: 'to be ignored\r\n--b\r\nContent-Disposition: attachment; filename=u\r\n\r\nx\r\n--b--\r\nalso\r\n--b\r\nnothing',
    parts: [['u', 'x']],
  },
  'any case, blanks around the signs, further parameters, folded lines': {
    body: '--b\r\ncONTENT-dISPOSITION:Attachment ;\r\n\t size=3; FileName = "u" ;\r\n\r\nx\r\n--b--',
    parts: [['u', 'x']],
  },
  'blanks after the boundary': {
    body: '--b \t \r\nContent-Disposition: attachment; filename=u\r\n\r\nx\r\n--b  \r\nContent-Disposition: attachment; filename=v\r\n\r\ny\r\n--b--  \r\n',
    parts: [
      ['u', 'x'],
      ['v', 'y'],
    ],
  },
  'an empty part, with and without its own line end': {
    body: '--b\r\nContent-Disposition: attachment; filename=u\r\n\r\n\r\n--b\r\nContent-Disposition: attachment; filename=v\r\n\r\n--b--',
    parts: [
      ['u', ''],
      ['v', ''],
    ],
  },
  'bytes that look almost like a delimiter': {
    body: '--b\r\nContent-Disposition: attachment; filename=u\r\n\r\n--bc\r\n--bc\r\n--b-\r\n\r\r\n-\r\n--b x\r\n--b--',
    parts: [['u', '--bc\r\n--bc\r\n--b-\r\n\r\r\n-\r\n--b x']],
  },
  'a boundary that holds blanks and signs': {
    boundary: "a b'()+_,-./:=?",
    body: '--a b\'()+_,-./:=?\r\nContent-Disposition: form-data; name="x"; filename="u"\r\n\r\nx\r\n--a b\'()+_,-./:=?--',
    parts: [['u', 'x']],
  },
  'a name with a path in it stays plain text': {
    body: '--b\r\nContent-Disposition: attachment; filename="../../etc/passwd"\r\n\r\nx\r\n--b--',
    parts: [['../../etc/passwd', 'x']],
  },
  'escaped quotes and the extended form of a name': {
    body: '--b\r\nContent-Disposition: attachment; filename="a\\"b"\r\n\r\n1\r\n--b\r\nContent-Disposition: attachment; filename*=UTF-8\'\'bl%C3%A5b%C3%A6r\r\n\r\n2\r\n--b--',
    parts: [
      ['a"b', '1'],
      ['blåbær', '2'],
    ],
  },
}
for (const [name, { body, boundary = 'b', parts }] of Object.entries(layouts)) {
  test(`${name}: the same parts for every way to cut the bytes`, async () => {
    const bytes = Buffer.from(body)
    const read1 = async (chunks: Buffer[]) => (await read(chunks, boundary)).map((part) => [part.filename, part.text])
    assert.deepEqual(await read1([bytes]), parts)
    for (const size of [1, 2, 3, 7]) assert.deepEqual(await read1(cut(bytes, size)), parts, `chunks of ${size}`)
    for (let at = 1; at < bytes.length; at++) {
      assert.deepEqual(await read1([bytes.subarray(0, at), bytes.subarray(at)]), parts, `cut at ${at}`)
    }
  })
}

const faults: Record<string, string> = {
  'no boundary at all': 'hello',
  'nothing at all': '',
  'another boundary': '--c\r\nContent-Disposition: attachment; filename=u\r\n\r\nx\r\n--c--',
  'an end in the middle of a body': '--b\r\nContent-Disposition: attachment; filename=u\r\n\r\nx',
  'an end in the middle of the headers': '--b\r\nContent-Disposition: att',
  'an end right after a boundary': '--b',
  'an end after one dash': '--b\r\nA: b\r\n\r\nx\r\n--b-',
  'a header without colon': '--b\r\nContent\r\n\r\nx\r\n--b--',
  'a header name with a blank': '--b\r\nContent Disposition: x\r\n\r\nx\r\n--b--',
  'a disposition twice': '--b\r\nContent-Disposition: a\r\ncontent-disposition: b\r\n\r\nx\r\n--b--',
  'a transfer encoding': '--b\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--',
  'a line feed of its own in the headers': '--b\r\nA: b\nC: d\r\n\r\nx\r\n--b--',
  'a null byte in a name': '--b\r\nContent-Disposition: attachment; filename="a\0b"\r\n\r\nx\r\n--b--',
  'line feeds only': '--b\nContent-Disposition: attachment; filename=u\n\nx\n--b--\n',
  'a quote that never ends': '--b\r\nContent-Disposition: attachment; filename="u\r\n\r\nx\r\n--b--',
}
for (const [name, body] of Object.entries(faults)) {
  test(`${name} is a problem with the request`, async () => {
    for (const size of [1, 1000]) {
      await assert.rejects(read(cut(Buffer.from(body), size), 'b'), { name: 'MailError', code: 'PROBLEM_WITH_REQUEST' })
    }
  })
}

const lineEnds: Record<string, string> = {
  'line feeds only': '--b\nContent-Disposition: attachment; filename=u\n\nx\n--b--\n',
  'line feeds after a preamble': 'This is MIME.\n--b\nContent-Disposition: attachment; filename=u\n\nx\n--b--\n',
  'line feeds after a preamble that is too long': `${'x'.repeat(70_000)}\n--b\nA: b\n\nx\n--b--\n`,
  'line feeds in the headers of a part': '--b\r\nContent-Disposition: attachment; filename=u\nA: b\n\nx\r\n--b--\r\n',
  'a line feed between two headers': '--b\r\nContent-Disposition: attachment; filename=u\nA: b\r\n\r\nx\r\n--b--\r\n',
  'line feeds in front of very long headers': `--b\r\nA: b\n\n${'x'.repeat(20_000)}\r\n--b--\r\n`,
  'a line feed before the closing boundary': '--b\r\nContent-Disposition: attachment; filename=u\r\n\r\nx\n--b--\n',
  'carriage returns only': '--b\rContent-Disposition: attachment; filename=u\r\rx\r--b--\r',
}
for (const [name, body] of Object.entries(lineEnds)) {
  test(`${name}: the advice is CRLF`, async () => {
    await assert.rejects(read([Buffer.from(body)], 'b'), { code: 'PROBLEM_WITH_REQUEST', message: /CRLF/ })
  })
}

test('line feeds only: the advice is CRLF however the bytes are cut', async () => {
  const body = Buffer.from(lineEnds['line feeds only'] ?? '')
  for (const size of [1, 2, 3, 7]) await assert.rejects(read(cut(body, size), 'b'), { message: /CRLF/ })
})

test('the advice is not CRLF where the line ends are right', async () => {
  for (const body of [
    '--b\r\nContent-Disposition: attachment; filename=u\r\n\r\nx\n\ny',
    '--c\r\nContent-Disposition: attachment; filename=u\r\n\r\nx\r\n--c--',
    '--b\r\nContent-Disposition: att',
  ]) {
    await assert.rejects(read([Buffer.from(body)], 'b'), ({ message }: Error) => /Was the boundary/.test(message))
  }
})

test('a part without disposition and one without name have errors of their own', async () => {
  const body = '--b\r\nContent-Type: a/b\r\n\r\nx\r\n--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--'
  const codes: string[] = []
  for await (const part of readMultipart(source([Buffer.from(body)]), { boundary: 'b' })) {
    assert.throws(
      () => requireFilename(part),
      (error) => error instanceof MailError && codes.push(error.code) > 0,
    )
  }
  assert.deepEqual(codes, ['MISSING_BODYPART_CONTENT_DISPOSITION', 'MISSING_BODYPART_FILENAME'])
})

test('a body that was not read, or read in part, is passed over', async () => {
  const body = `--b\r\nA: 1\r\n\r\n${'x'.repeat(5000)}\r\n--b\r\nA: 2\r\n\r\nsecond\r\n--b\r\nA: 3\r\n\r\nthird\r\n--b--`
  const seen: (string | undefined)[] = []
  for await (const part of readMultipart(source(cut(Buffer.from(body), 100)), { boundary: 'b' })) {
    seen.push(part.headers.get('a'))
    if (part.headers.get('a') === '1') for await (const _ of part.body) break
  }
  assert.deepEqual(seen, ['1', '2', '3'])
})

test('the body of a part that was left behind ends, and takes nothing from the next', async () => {
  const body = '--b\r\nA: 1\r\n\r\nfirst\r\n--b\r\nA: 2\r\n\r\nsecond\r\n--b--'
  const parts = readMultipart(source([Buffer.from(body)]), { boundary: 'b' })
  const first = await parts.next()
  const second = await parts.next()
  assert.ok(!first.done && !second.done)
  assert.deepEqual(await Array.fromAsync(first.value.body), [])
  assert.equal(Buffer.concat(await Array.fromAsync(second.value.body)).toString(), 'second')
})

test('the source is read to its end but not closed', async () => {
  let ended = false
  let closed = false
  const chunks = [Buffer.from('--b--\r\n'), Buffer.from('epilogue')]
  const watched: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const value = chunks.shift()
        if (value === undefined) ended = true
        return value === undefined ? { done: true, value: undefined } : { done: false, value }
      },
      async return() {
        closed = true
        return { done: true, value: undefined }
      },
    }),
  }
  assert.deepEqual(await Array.fromAsync(readMultipart(watched, { boundary: 'b' })), [])
  assert.deepEqual({ ended, closed }, { ended: true, closed: false })
})
