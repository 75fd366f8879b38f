import { randomBytes } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { type FileHandle, mkdir, open, opendir, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readIfThere, readOrCreate } from '../keys/read-or-create.ts'
import { BlobMissingError, type BlobStore } from './blob-store.ts'
import { BufferPool } from './buffers.ts'
import { grouped } from './grouped.ts'

/** Bytes are collected to this much before they are written, so that a small document is one write. */
const writeBuffers = new BufferPool(256 * 1024, 64)
/** New blobs go to one folder until it has had this many, then to another: see `syncFolder`. */
const blobsPerTurn = 512
const keyForm = /^[0-9a-f]{32}$/

/** Holds the owner's id, as text. */
const ownerFile = 'installation'
/** Below the root; it has the same folders as the root itself. */
const quarantineFolder = 'quarantine'

/**
 * Blobs on disk: `<root>/<first three digits of the key>/<key>`, 4096 folders.
 * Written as `<key>.part`, forced to disk, renamed, and the folder forced to disk.
 * The quarantine is `<root>/quarantine/<first three digits>/<key>`; moving a file back by hand restores it.
 * Opening a store makes no folder: one that is not mounted must be noticed, not replaced.
 */
export function diskBlobStore(root: string): BlobStore {
  return new DiskBlobStore(root)
}

class DiskBlobStore implements BlobStore {
  readonly #root: string
  readonly #quarantine: string
  readonly #ownerFile: string
  readonly #folders = new Map<string, Folder>()
  #turn = { folder: '', left: 0 }
  #owner: string | undefined

  constructor(root: string) {
    this.#root = root
    this.#quarantine = join(root, quarantineFolder)
    this.#ownerFile = join(root, ownerFile)
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

  async *read(key: string): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* createReadStream(this.#path(key), { highWaterMark: 256 * 1024 })
    } catch (cause) {
      throw isAbsent(cause) ? new BlobMissingError(`There is no blob ${key}`, { cause }) : cause
    }
  }

  async remove(key: string): Promise<void> {
    const path = this.#path(key)
    await Promise.all([removeFile(path), removeFile(`${path}.part`), this.removeQuarantined(key)])
  }

  async freeBytes(): Promise<number | undefined> {
    // A folder that is not there is for `write` to notice.
    const disk = await statfs(this.#root).catch((error: unknown) => {
      if (isAbsent(error)) return undefined
      throw error
    })
    return disk === undefined ? undefined : disk.bavail * disk.bsize
  }

  async size(key: string): Promise<number | undefined> {
    return (await statIfThere(this.#path(key)))?.size
  }

  async has(key: string): Promise<boolean> {
    return (await statIfThere(this.#path(key))) !== undefined
  }

  list(): AsyncIterable<string> {
    return keysBelow(this.#root)
  }

  async modifiedAt(key: string): Promise<Date | undefined> {
    const path = this.#path(key)
    return ((await statIfThere(path)) ?? (await statIfThere(`${path}.part`)))?.mtime
  }

  async quarantine(key: string): Promise<void> {
    const [from, to] = [this.#path(key), this.#path(key, this.#quarantine)]
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await Promise.all(['', '.part'].map((ending) => renameIfThere(from + ending, to + ending)))
  }

  async restore(key: string): Promise<boolean> {
    const [from, to] = [this.#path(key, this.#quarantine), this.#path(key)]
    if ((await statIfThere(from)) === undefined) return false
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    await renameIfThere(from, to)
    return await this.has(key)
  }

  async removeQuarantined(key: string): Promise<void> {
    const path = this.#path(key, this.#quarantine)
    await Promise.all([removeFile(path), removeFile(`${path}.part`)])
  }

  listQuarantined(): AsyncIterable<string> {
    return keysBelow(this.#quarantine)
  }

  async owner(): Promise<string | undefined> {
    this.#owner = (await readIfThere(this.#ownerFile))?.trim()
    return this.#owner
  }

  async claim(id: string, { replace = false }: { replace?: boolean } = {}): Promise<string> {
    if (replace) await renameIfThere(this.#ownerFile, `${this.#ownerFile}.previous`)
    this.#owner = (await readOrCreate(this.#ownerFile, () => `${id}\n`)).trim()
    return this.#owner
  }

  #path(key: string, root = this.#root): string {
    if (!keyForm.test(key)) throw new Error('Not the key of a blob')
    return join(root, key.slice(0, 3), key)
  }

  #folder(key: string): Folder {
    const name = key.slice(0, 3)
    let folder = this.#folders.get(name)
    if (folder === undefined) {
      folder = new Folder(this.#root, join(this.#root, name), () => this.#requireOwner())
      this.#folders.set(name, folder)
    }
    return folder
  }

  /** When the disk was unmounted, its place is an empty folder: what is written there would be lost on the next mount. */
  async #requireOwner(): Promise<void> {
    if (this.#owner === undefined || (await readIfThere(this.#ownerFile))?.trim() === this.#owner) return
    throw new Error(`The content store is not in ${this.#root} any more: was it unmounted?`)
  }
}

/** Keys of the blobs in the folders below a root. */
async function* keysBelow(root: string): AsyncGenerator<string, void, void> {
  const folders = await readdir(root).catch((error: unknown) => {
    if (isAbsent(error)) return []
    throw error
  })
  for (const folder of folders) {
    if (!/^[0-9a-f]{3}$/.test(folder)) continue
    for await (const entry of await opendir(join(root, folder))) {
      const key = entry.name.replace(/\.part$/, '')
      if (keyForm.test(key)) yield key
    }
  }
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  return stat(path).catch((error: unknown) => {
    if (isAbsent(error)) return undefined
    throw error
  })
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true })
}

async function renameIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (!isAbsent(error)) throw error
  })
}

/**
 * One folder of blobs. Forcing a folder to disk makes all renames in it lasting, so blobs that are finished at the
 * same time share one such call; that is why new keys stay with one folder for a while.
 */
class Folder {
  readonly #root: string
  readonly #path: string
  readonly #rootIsThere: () => Promise<void>
  #made: Promise<void> | undefined
  readonly sync: () => Promise<void>

  constructor(root: string, path: string, rootIsThere: () => Promise<void>) {
    this.#root = root
    this.#path = path
    this.#rootIsThere = rootIsThere
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
    await this.#rootIsThere()
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
