import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Report } from '../observe/report.ts'
import type { Database } from '../store/database.ts'
import { BlobMissingError, type BlobStore } from './blob-store.ts'
import { passed } from './buffers.ts'
import { dataKeyLength, decrypt, encrypt, NotGenuineError } from './content-cipher.ts'
import { grouped } from './grouped.ts'
import { statesOf } from './survey.ts'
import { removeDropped, type Sweep, type SweepOptions, sweep } from './sweep.ts'

/** Where the bytes of a document are, and what opens them. */
export interface ContentReference {
  blobKey: string
  /** @throws SealError when the stored key does not open */
  dataKey: () => KeyObject
}

export interface StagedContent extends ContentReference {
  /** Of the plain bytes. */
  size: number
  /** Of the plain bytes, base64. */
  sha256: string
}

/** The bytes of a document are not there, or are not what was stored. Trying again does not help; a backup may. */
export class LostContentError extends Error {
  override name = 'LostContentError'
  readonly reason: 'missing' | 'damaged'

  constructor(reason: 'missing' | 'damaged', cause: unknown) {
    super(`Stored content is ${reason}`, { cause })
    this.reason = reason
  }
}

interface ContentDeps {
  db: Database
  blobs: BlobStore
  report?: Pick<Report, 'contentLost' | 'contentRestored'> | undefined
}

/** The bytes of documents: encrypted, each under a data key of its own, which its document's row keeps wrapped. */
export interface ContentStore {
  /**
   * Stores a document as it streams in. Its blob is `staged` until the transaction that saves the message turns the
   * row to `kept`. Throws what the source throws, and then leaves nothing behind.
   */
  stage(bytes: AsyncIterable<Uint8Array>): Promise<StagedContent>
  /** @throws LostContentError while iterating, when the content is missing or not genuine */
  read(content: ContentReference): AsyncIterable<Uint8Array>
  /**
   * Reads content and gives out nothing: all of it, or the beginning where it is very large.
   *
   * @throws LostContentError as `read` does
   */
  check(content: ContentReference): Promise<void>
  /** Takes back what was staged and will not be used. Kept content is left alone. */
  discard(staged: readonly StagedContent[]): Promise<void>
  /** As `BlobStore.freeBytes`. */
  freeBytes(): Promise<number | undefined>
  /** Compares the content with the database, and puts aside what no letter needs: `blobs/sweep.ts`. */
  sweep(options: SweepOptions): Promise<Sweep>
  /** Removes the bytes of what was deleted for good. @returns how many */
  removeDropped(): Promise<number>
}

export function createContentStore(deps: ContentDeps): ContentStore {
  const { db, blobs, report } = deps
  const insertRow = grouped<string>((keys) => insertStaged(db, keys))

  async function removeStaged(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const gone = await db
      .deleteFrom('blob')
      .where('key', 'in', keys)
      .where('state', '=', 'staged')
      .returning('key')
      .execute()
    await Promise.all(gone.map(({ key }) => blobs.remove(key)))
  }

  /** A blob that a letter needs may be in the quarantine, on the word of a database that did not know it. */
  async function* storedBytes(key: string): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* blobs.read(key)
    } catch (error) {
      if (!(error instanceof BlobMissingError) || !(await blobs.restore(key))) throw error
      report?.contentRestored({ blobKey: key })
      yield* blobs.read(key)
    }
  }

  async function lostIf(error: unknown, blobKey: string): Promise<unknown> {
    const reason = reasons.find(([kind]) => error instanceof kind)?.[1]
    if (reason === undefined) return error
    // A letter that was deleted while it was read is not lost.
    const isKept = (await statesOf(db, [blobKey])).get(blobKey) === 'kept'
    if (isKept) report?.contentLost({ blobKey, reason }, error)
    return new LostContentError(reason, error)
  }

  async function* read({ blobKey, dataKey }: ContentReference): AsyncGenerator<Uint8Array, void, void> {
    let size = 0
    try {
      for await (const bytes of decrypt(storedBytes(blobKey), dataKey())) {
        yield bytes
        size += bytes.length
        if (size > smallBytes) passed(2 * bytes.length) // encrypted and plain
      }
    } catch (error) {
      throw await lostIf(error, blobKey)
    }
  }

  return {
    async stage(bytes) {
      const blobKey = blobs.newKey()
      const dataKey = createSecretKey(randomBytes(dataKeyLength))
      const measure = new Measure()
      // Side by side: whichever is there without the other after a crash, the sweeper removes.
      const [row, write] = await Promise.allSettled([
        insertRow(blobKey),
        blobs.write(blobKey, encrypt(measure.through(bytes), dataKey)),
      ])
      const failed = [write, row].find((result) => result.status === 'rejected')
      if (failed !== undefined) {
        await removeStaged([blobKey]).catch(() => undefined) // the sweeper's, if the database is away
        throw failed.reason
      }
      return { blobKey, dataKey: () => dataKey, ...measure.result() }
    },

    read,

    async check(content) {
      let size = 0
      for await (const bytes of read(content)) {
        size += bytes.length
        if (size >= mostChecked) break
      }
    },

    freeBytes: () => blobs.freeBytes(),
    discard: (staged) => removeStaged(staged.map((content) => content.blobKey)),
    sweep: (options) => sweep({ db, blobs }, options),
    removeDropped: () => removeDropped({ db, blobs }),
  }
}

/**
 * One statement for all documents that arrive at a time. It does not wait for the disk: a row that a crash takes was
 * not kept yet, and the transaction that keeps it forces all that came before it to disk as well.
 */
async function insertStaged(db: Database, keys: string[]): Promise<void> {
  await sql`INSERT INTO blob (key) SELECT key FROM unnest(${keys}::text[]) AS key,
            set_config('synchronous_commit', 'off', true)`.execute(db)
}

const reasons = [
  [BlobMissingError, 'missing'],
  [NotGenuineError, 'damaged'],
] as const

/** A fraction of a second's work. What is wrong further back is noticed when it is sent, which then breaks off. */
const mostChecked = 64 * 1024 ** 2

/** A document up to this size leaves its garbage to the collector's own pace. */
const smallBytes = 1024 ** 2

/** Counts and hashes what passes through. */
class Measure {
  readonly #hash = createHash('sha256')
  #size = 0

  async *through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
    for await (const bytes of source) {
      this.#hash.update(bytes)
      this.#size += bytes.byteLength
      yield bytes
      if (this.#size > smallBytes) passed(bytes.byteLength)
    }
  }

  result(): { size: number; sha256: string } {
    return { size: this.#size, sha256: this.#hash.digest('base64') }
  }
}
