import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStore } from './blob-store.ts'
import { BufferPool } from './buffers.ts'
import { grouped } from './grouped.ts'

/** Bytes are collected to this much before they are written, so that a small document is one write. */
const writeBuffers = new BufferPool(256 * 1024, 64)
/** New blobs go to one folder until it has had this many, then to another: see `syncFolder`. */
const blobsPerTurn = 512
const keyForm = /^[0-9a-f]{32}$/

/**
 * Blobs on disk: `<root>/<first three digits of the key>/<key>`, 4096 folders.
 * Written as `<key>.part`, forced to disk, renamed, and the folder forced to disk.
 */
export async function diskBlobStore(root: string): Promise<BlobStore> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  return new DiskBlobStore(root)
}

class DiskBlobStore implements BlobStore {
  readonly #root: string
  readonly #folders = new Map<string, Folder>()
  #turn = { folder: '', left: 0 }

  constructor(root: string) {
    this.#root = root
  }

  newKey(): string {
    const random = randomBytes(16).toString('hex')
    if (this.#turn.left === 0) this.#turn = { folder: random.slice(0, 3), left: blobsPerTurn }
    this.#turn.left -= 1
    return this.#turn.folder + random.slice(3)
  }

  async write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const path = this.#path(key)
    const folder = this.#folder(key)
    await folder.ready()
    const part = `${path}.part`
    const handle = await open(part, 'wx', 0o600)
    try {
      await writeAll(handle, bytes)
      await handle.datasync()
      await handle.close()
      await rename(part, path)
    } catch (error) {
      await handle.close().catch(() => undefined)
      await rm(part, { force: true })
      throw error
    }
    await folder.sync()
  }

  read(key: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#path(key), { highWaterMark: 256 * 1024 })
  }

  async remove(key: string): Promise<void> {
    const path = this.#path(key)
    await Promise.all([rm(path, { force: true }), rm(`${path}.part`, { force: true })])
  }

  async *list(): AsyncIterable<{ key: string; modifiedAt: Date }> {
    for (const folder of await readdir(this.#root)) {
      if (!/^[0-9a-f]{3}$/.test(folder)) continue
      for await (const entry of await opendir(join(this.#root, folder))) {
        const key = entry.name.replace(/\.part$/, '')
        const found = keyForm.test(key)
          ? await stat(join(this.#root, folder, entry.name)).catch(() => undefined)
          : undefined
        if (found !== undefined) yield { key, modifiedAt: found.mtime }
      }
    }
  }

  #path(key: string): string {
    if (!keyForm.test(key)) throw new Error('Not the key of a blob')
    return join(this.#root, key.slice(0, 3), key)
  }

  #folder(key: string): Folder {
    const name = key.slice(0, 3)
    let folder = this.#folders.get(name)
    if (folder === undefined) {
      folder = new Folder(this.#root, join(this.#root, name))
      this.#folders.set(name, folder)
    }
    return folder
  }
}

/**
 * One folder of blobs. Forcing a folder to disk makes all renames in it lasting, so blobs that are finished at the
 * same time share one such call; that is why new keys stay with one folder for a while.
 */
class Folder {
  readonly #root: string
  readonly #path: string
  #made: Promise<void> | undefined
  readonly sync: () => Promise<void>

  constructor(root: string, path: string) {
    this.#root = root
    this.#path = path
    const sync = grouped<null>(() => syncDirectory(path))
    this.sync = () => sync(null)
  }

  ready(): Promise<void> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined
      throw error
    })
    return this.#made
  }

  async #make(): Promise<void> {
    const made = await mkdir(this.#path, { recursive: true, mode: 0o700 })
    if (made !== undefined) await syncDirectory(this.#root)
  }
}

async function writeAll(handle: FileHandle, source: AsyncIterable<Uint8Array>): Promise<void> {
  const buffer = writeBuffers.take()
  let length = 0
  try {
    for await (const piece of source) {
      for (let rest = piece; rest.byteLength > 0; ) {
        const taken = rest.subarray(0, buffer.length - length)
        buffer.set(taken, length)
        length += taken.byteLength
        rest = rest.subarray(taken.byteLength)
        if (length < buffer.length) continue
        await writeWhole(handle, buffer)
        length = 0
      }
    }
    await writeWhole(handle, buffer.subarray(0, length))
  } finally {
    writeBuffers.give(buffer)
  }
}

/** The system may write less than asked for. */
async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten
}

/** Forces a directory's entries to disk. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
