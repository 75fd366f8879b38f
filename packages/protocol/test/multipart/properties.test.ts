import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MailError } from '../../src/mail-error.ts'
import { readMultipart } from '../../src/multipart/reader.ts'
import { multipartBody } from '../../src/multipart/writer.ts'
import { read, source } from './support.ts'

const boundary = 'bound'
/** Content made to resemble delimiters as often as not. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('\r', '\n', '\r\n', '\r\n-', '\r\n--', '\r\n--boun', '\r\n--boundX', '--bound', '\r\n--bound-')
        .map((t) => Buffer.from(`${t}.`)),
      fc.constantFrom('\r', '\n', '\r\n', '-').map((t) => Buffer.from(t)),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => Buffer.concat(pieces))
  .filter((bytes) => !/\r\n--bound(?:--|[ \t]*\r\n|[ \t]*\r?$|-?$)/.test(`\r\n${bytes.toString('latin1')}\r\n`))

const letters = fc.array(fc.record({ filename: fc.stringMatching(/^[a-z0-9-]{1,40}$/), content }), { maxLength: 5 })

async function bytesOf(parts: { filename: string; content: Buffer }[]): Promise<Buffer> {
  const typed = parts.map((part) => ({ ...part, contentType: 'application/octet-stream' }))
  return Buffer.concat(await Array.fromAsync(multipartBody(typed, { version: 'v8', boundary })))
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end))
}

test('what the writer writes the reader reads, however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(letters, fc.array(fc.nat(), { maxLength: 40 }), async (parts, cuts) => {
      const seen = await read(split(await bytesOf(parts), cuts), boundary)
      assert.deepEqual(
        seen.map((part) => [part.filename, part.bytes.toString('hex')]),
        parts.map((part) => [part.filename, part.content.toString('hex')]),
      )
    }),
    { numRuns: 400 },
  )
})

test('a damaged body gives parts or a MailError, never more than its bytes, and always an end', async () => {
  const damage = fc.array(fc.record({ at: fc.nat(), bytes: fc.uint8Array({ maxLength: 6 }), remove: fc.nat(30) }), {
    minLength: 1,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(letters, damage, fc.array(fc.nat(), { maxLength: 10 }), async (parts, faults, cuts) => {
      let bytes = await bytesOf(parts)
      for (const { at, bytes: inserted, remove } of faults) {
        const place = at % (bytes.length + 1)
        bytes = Buffer.concat([bytes.subarray(0, place), inserted, bytes.subarray(place + remove)])
      }
      try {
        const seen = await read(split(bytes, cuts), boundary)
        assert.ok(seen.reduce((sum, part) => sum + part.bytes.length, 0) <= bytes.length)
      } catch (error) {
        assert.ok(error instanceof MailError, String(error))
        assert.equal(error.code, 'PROBLEM_WITH_REQUEST')
      }
    }),
    { numRuns: 600 },
  )
})

/** Counts what the reader took, so that a limit is seen to stop it and not only to be reported at the end. */
async function taken(pieces: Iterable<Buffer>, limits = {}): Promise<{ bytes: number; error: unknown }> {
  let bytes = 0
  const counted = (function* () {
    for (const piece of pieces) {
      bytes += piece.length
      yield piece
    }
  })()
  try {
    for await (const part of readMultipart(source(counted), { boundary: 'b', limits })) {
      for await (const _ of part.body);
    }
    return { bytes, error: undefined }
  } catch (error) {
    return { bytes, error }
  }
}

function* repeat(first: string, text: string, times: number): Generator<Buffer> {
  yield Buffer.from(first)
  const bytes = Buffer.from(text)
  for (let count = 0; count < times; count++) yield bytes
}

const million = 1_000_000
const hostile: Record<string, { pieces: () => Iterable<Buffer>; most: number }> = {
  'a million parts': { pieces: () => repeat('--b\r\n', 'A: b\r\n\r\nx\r\n--b\r\n', million), most: 20_000 },
  'one endless header': { pieces: () => repeat('--b\r\nA: ', 'x'.repeat(100), million), most: 20_000 },
  'endless headers': { pieces: () => repeat('--b\r\n', 'A: b\r\n', million), most: 20_000 },
  'headers of single bytes': { pieces: () => repeat('--b\r\nA: ', 'x', million), most: 20_000 },
  'an endless preamble': { pieces: () => repeat('', 'x'.repeat(1000), million), most: 70_000 },
  'a preamble of carriage returns': { pieces: () => repeat('', '\r', million), most: 70_000 },
  'a wrong boundary': { pieces: () => repeat('', '\r\n--c\r\nA: b\r\n\r\nx', million), most: 70_000 },
}
for (const [name, { pieces, most }] of Object.entries(hostile)) {
  test(`${name}: refused after at most ${most} bytes`, async () => {
    const { bytes, error } = await taken(pieces())
    assert.ok(error instanceof MailError && error.code === 'PROBLEM_WITH_REQUEST', String(error))
    assert.ok(bytes <= most, `took ${bytes} bytes`)
  })
}

test('a few blanks after a boundary are passed over, very many are content and kept nowhere', async () => {
  const body = (blanks: number) => `--b\r\nA: b\r\n\r\nx\r\n--b${' '.repeat(blanks)}\r\nA: c\r\n\r\ny\r\n--b--`
  assert.deepEqual(
    (await read([Buffer.from(body(200))], 'b')).map((part) => part.text),
    ['x', 'y'],
  )
  const [only, ...others] = await read([Buffer.from(body(300))], 'b')
  assert.equal(only?.text, `x\r\n--b${' '.repeat(300)}\r\nA: c\r\n\r\ny`)
  assert.equal(others.length, 0)
})

test('a body of near-delimiters is read in one pass', async () => {
  const near = Buffer.from('\r\n--bX'.repeat(300_000))
  const seen = await read([Buffer.from('--b\r\nA: b\r\n\r\n'), near, Buffer.from('\r\n--b--')], 'b')
  assert.equal(seen[0]?.bytes.equals(near), true)
})

test('pieces are views of the chunks of the source, not copies', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const chunks = [Buffer.from('--b\r\nA: b\r\n\r\nx'), chunk, chunk, chunk, Buffer.from('\r\n--b--')]
  let shared = 0
  for await (const part of readMultipart(source(chunks), { boundary: 'b' })) {
    for await (const piece of part.body) if (piece.buffer === chunk.buffer) shared += piece.length
  }
  assert.equal(shared, 3 * chunk.length)
})
