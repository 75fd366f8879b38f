import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { BlobMissingError, type BlobStore } from './blob-store.ts'
import { diskBlobStore } from './disk.ts'

async function open(context: TestContext): Promise<{ root: string; blobs: BlobStore }> {
  const root = await mkdtemp(join(tmpdir(), 'brevdue-blobs-'))
  context.after(() => rm(root, { recursive: true }))
  return { root, blobs: diskBlobStore(root) }
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
  await assert.rejects(Array.fromAsync(blobs.read(key)), BlobMissingError)
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
  const listed = await Array.fromAsync(blobs.list())
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
  assert.ok((await Array.fromAsync(blobs.list())).includes(half))
  assert.deepEqual(await blobs.modifiedAt(half), then)
  assert.equal(await blobs.has(half), false)
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

test('a quarantined blob is read no more and listed apart, and is whole when it is restored', async (context) => {
  const { root, blobs } = await open(context)
  const key = blobs.newKey()
  await blobs.write(key, stream(Buffer.from('whole')))
  await writeFile(join(root, key.slice(0, 3), `${key}.part`), 'ha')
  await blobs.quarantine(key)
  await blobs.quarantine(key)
  await assert.rejects(Array.fromAsync(blobs.read(key)), BlobMissingError)
  assert.deepEqual(await Array.fromAsync(blobs.list()), [])
  assert.deepEqual([...new Set(await Array.fromAsync(blobs.listQuarantined()))], [key])
  assert.equal(await blobs.restore(key), true)
  assert.equal(await blobs.restore(key), false)
  assert.equal(Buffer.concat(await Array.fromAsync(blobs.read(key))).toString(), 'whole')
  await blobs.removeQuarantined(key)
  assert.equal(await blobs.has(key), true)
  await blobs.remove(key)
  assert.equal(await blobs.has(key), false)
})

test('a store is claimed once; only a replacement changes its owner, and keeps the former one', async (context) => {
  const { root, blobs } = await open(context)
  assert.equal(await blobs.owner(), undefined)
  const claimed = await Promise.all(['one', 'two', 'three'].map((id) => diskBlobStore(root).claim(id)))
  const [owner = ''] = claimed
  assert.deepEqual(new Set(claimed), new Set([owner]))
  assert.equal(await blobs.claim('later'), owner)
  assert.equal(await blobs.claim('later', { replace: true }), 'later')
  assert.equal(await readFile(join(root, 'installation.previous'), 'utf8'), `${owner}\n`)
})

test('opening a store makes no folder, and looking into none finds nothing', async (context) => {
  const { root } = await open(context)
  const absent = join(root, 'not-mounted')
  const blobs = diskBlobStore(absent)
  assert.equal(await blobs.owner(), undefined)
  assert.deepEqual(await Array.fromAsync(blobs.list()), [])
  assert.deepEqual(await Array.fromAsync(blobs.listQuarantined()), [])
  assert.deepEqual(await readdir(root), [])
})

test('a store whose disk was unmounted under the server takes no blob', async (context) => {
  const { root, blobs } = await open(context)
  await blobs.claim('owner')
  const before = blobs.newKey()
  await blobs.write(before, stream(Buffer.from('before')))
  await rename(root, `${root}.elsewhere`)
  await mkdir(root)
  const others = ['000', '111'].map((folder) => folder + before.slice(3))
  for (const key of [before, ...others]) await assert.rejects(blobs.write(key, stream(Buffer.from('lost'))))
  assert.deepEqual(await Array.fromAsync(blobs.list()), [])
  await rm(`${root}.elsewhere`, { recursive: true })
})
