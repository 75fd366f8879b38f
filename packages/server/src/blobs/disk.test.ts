import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { BlobStore } from './blob-store.ts'
import { diskBlobStore } from './disk.ts'

async function open(context: TestContext): Promise<{ root: string; blobs: BlobStore }> {
  const root = await mkdtemp(join(tmpdir(), 'brevdue-blobs-'))
  context.after(() => rm(root, { recursive: true }))
  return { root, blobs: await diskBlobStore(root) }
}

async function* stream(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield randomBytes(1_000_000)
  throw new Error('the sender went away')
}

test('what is written is read, from nothing to several megabytes', async (context) => {
  const { blobs } = await open(context)
  for (const size of [0, 1, 100_000, 3_000_001]) {
    const key = blobs.newKey()
    const bytes = randomBytes(size)
    await blobs.write(key, stream(bytes.subarray(0, 10), bytes.subarray(10)))
    assert.deepEqual(Buffer.concat(await Array.fromAsync(blobs.read(key))), bytes)
  }
})

test('a write that breaks off leaves nothing', async (context) => {
  const { root, blobs } = await open(context)
  const key = blobs.newKey()
  await assert.rejects(blobs.write(key, broken()), /the sender went away/)
  assert.deepEqual(await readdir(join(root, key.slice(0, 3))), [])
  await assert.rejects(Array.fromAsync(blobs.read(key)), { code: 'ENOENT' })
})

test('many writes at a time are all there', async (context) => {
  const { blobs } = await open(context)
  const written = await Promise.all(
    Array.from({ length: 700 }, async (_, number) => {
      const key = blobs.newKey()
      await blobs.write(key, stream(Buffer.from(String(number))))
      return key
    }),
  )
  const listed = (await Array.fromAsync(blobs.list())).map(({ key }) => key)
  assert.deepEqual(listed.sort(), written.sort())
})

test('what a crash left half-written is listed and can be removed', async (context) => {
  const { root, blobs } = await open(context)
  const key = blobs.newKey()
  await blobs.write(key, stream(Buffer.from('whole')))
  const half = `${key.slice(0, 3)}${'0'.repeat(29)}`
  const path = join(root, key.slice(0, 3), `${half}.part`)
  await writeFile(path, 'ha')
  const then = new Date('2026-01-01T00:00:00Z')
  await utimes(path, then, then)
  const listed = await Array.fromAsync(blobs.list())
  assert.deepEqual(listed.find((blob) => blob.key === half)?.modifiedAt, then)
  await blobs.remove(half)
  await blobs.remove(half)
  assert.deepEqual(await readdir(join(root, key.slice(0, 3))), [key])
})

test('a key cannot name anything else on the disk', async (context) => {
  const { blobs } = await open(context)
  for (const key of ['', '../../etc/passwd', 'ABCDEF', `${'a'.repeat(32)}/..`]) {
    await assert.rejects(blobs.remove(key), /Not the key of a blob/)
    await assert.rejects(blobs.write(key, stream()), /Not the key of a blob/)
  }
})
