import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { chunkSize, decrypt, encrypt, sealedLength } from './content-cipher.ts'

const key = createSecretKey(randomBytes(32))
const stored = chunkSize + 16

async function* pieces(bytes: Buffer, size = bytes.length): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += Math.max(size, 1))
    yield bytes.subarray(start, start + Math.max(size, 1))
}

async function all(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of source) all.push(Buffer.from(piece)) // a piece is valid until the next
  return Buffer.concat(all)
}

const seal = (bytes: Buffer): Promise<Buffer> => all(encrypt(pieces(bytes), key))
const unseal = (bytes: Buffer, with_ = key): Promise<Buffer> => all(decrypt(pieces(bytes), with_))

test('any content comes back, however it is cut on the way', async () => {
  const sizes = fc.oneof(
    fc.integer({ min: 0, max: 200 }),
    fc.constantFrom(chunkSize - 1, chunkSize, chunkSize + 1, 2 * chunkSize, 3 * chunkSize + 7),
  )
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      async (size, cutIn, cutOut) => {
        const plain = randomBytes(size)
        const sealed = await all(encrypt(pieces(plain, cutIn), key))
        assert.deepEqual(await all(decrypt(pieces(sealed, Math.max(cutOut, 37)), key)), plain)
      },
    ),
    { numRuns: 50 },
  )
})

test('cutting off is noticed at every length', async () => {
  const sealed = await seal(randomBytes(2 * chunkSize + 5))
  const lengths = [0, 1, 7, 8, 9, 23, 24, 8 + stored - 1, 8 + stored, 8 + stored + 1, 8 + 2 * stored, sealed.length - 1]
  for (const length of lengths) await assert.rejects(unseal(sealed.subarray(0, length)), `${length} bytes`)
})

test('moved, repeated, left out and added chunks are noticed', async () => {
  const sealed = await seal(randomBytes(3 * chunkSize))
  const head = sealed.subarray(0, 8)
  const [a, b, c] = [0, 1, 2].map((n) => sealed.subarray(8 + n * stored, 8 + (n + 1) * stored)) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  for (const order of [[b, a, c], [a, a, c], [a, c], [a, b, c, c], [a, b, c, Buffer.alloc(16)], [c]]) {
    await assert.rejects(unseal(Buffer.concat([head, ...order])), /not genuine/)
  }
  assert.equal((await unseal(Buffer.concat([head, a, b, c]))).length, 3 * chunkSize)
})

test('a changed bit is noticed, in the header as in the content', async () => {
  const sealed = await seal(randomBytes(100))
  for (let position = 0; position < sealed.length; position++) {
    const changed = Buffer.from(sealed)
    changed.writeUInt8(changed.readUInt8(position) ^ 0x10, position)
    await assert.rejects(unseal(changed), `byte ${position}`)
  }
})

test('another key does not open it', async () => {
  await assert.rejects(unseal(await seal(Buffer.from('text')), createSecretKey(randomBytes(32))), /not genuine/)
})

test('nothing is given out before it is known to be genuine', async () => {
  const sealed = await seal(randomBytes(2 * chunkSize))
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1)
  let given = 0
  await assert.rejects(async () => {
    for await (const bytes of decrypt(pieces(sealed, 1000), key)) given += bytes.length
  })
  assert.equal(given, chunkSize)
})

test('the stored length of a document follows from its size', async () => {
  for (const size of [0, 1, chunkSize - 1, chunkSize, chunkSize + 1, 3 * chunkSize]) {
    assert.equal((await seal(Buffer.alloc(size))).length, sealedLength(size), String(size))
  }
})
