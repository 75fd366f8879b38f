import type { Database } from '../store/database.ts'
import type { BlobStore } from './blob-store.ts'
import { sealedLength } from './content-cipher.ts'

export interface Stores {
  db: Database
  blobs: BlobStore
}

export interface Survey {
  /** Blobs outside the quarantine, half-written ones included. */
  blobs: number
  /** Rows whose content is kept. */
  keptRows: number
  /** Of these, how many have their bytes outside the quarantine. */
  keptBlobs: number
  /** Blobs that no row names, and that are old enough not to be in use. */
  unknown: number
}

export interface SurveyOptions {
  now: Date
  /** What is younger may still be in use; by default a day before now, longer than a request can last. */
  abandonedBefore?: Date | undefined
  /** Called with the number of blobs looked at. */
  onProgress?: ((blobs: number) => void) | undefined
  signal?: AbortSignal | undefined
}

const batch = 1000
const day = 86_400_000

export function abandonedBefore(options: Pick<SurveyOptions, 'now' | 'abandonedBefore'>): Date {
  return options.abandonedBefore ?? new Date(options.now.getTime() - day)
}

/**
 * Compares every blob with the database. Holds one batch at a time, however many there are, and relies on no order: a
 * database may sort keys by the rules of a language.
 */
export async function survey(
  { db, blobs }: Stores,
  { onProgress, signal, ...options }: SurveyOptions,
  onUnknown: (keys: string[]) => Promise<void> | void,
): Promise<Survey> {
  const before = abandonedBefore(options)
  const keptRows = await countKept(db)
  const seen = { blobs: 0, keptRows, keptBlobs: 0, unknown: 0 }
  for await (const keys of inBatches(blobs.list(), signal)) {
    const states = await statesOf(db, keys)
    const unnamed = keys.filter((key) => !states.has(key))
    const unknown = await olderThan(blobs, unnamed, before)
    seen.blobs += keys.length
    seen.keptBlobs += keys.filter((key) => states.get(key) === 'kept').length
    seen.unknown += unknown.length
    await onUnknown(unknown)
    onProgress?.(seen.blobs)
  }
  return seen
}

/** Documents whose blob has another length than was stored: cut, emptied or grown. A batch at a time. */
export async function countOtherLengths(
  { db, blobs }: Stores,
  { onProgress, signal }: Pick<SurveyOptions, 'onProgress' | 'signal'> = {},
): Promise<number> {
  let [others, seen, after] = [0, 0, '00000000-0000-0000-0000-000000000000']
  for (;;) {
    signal?.throwIfAborted()
    const rows = await documentsAfter(db, after)
    for (const { key, size } of rows) {
      const stored = await blobs.size(key)
      if (stored !== undefined && stored !== sealedLength(Number(size))) others += 1
    }
    seen += rows.length
    onProgress?.(seen)
    const last = rows.at(-1)
    if (last === undefined) return others
    after = last.id
  }
}

async function documentsAfter(db: Database, after: string) {
  const rows = await db
    .selectFrom('document')
    .select(['id', 'blob_key as key', 'content_size as size'])
    .where('blob_key', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(batch)
    .execute()
  return rows.map(({ id, key, size }) => ({ id, key: key ?? '', size }))
}

async function countKept(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('blob')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('state', '=', 'kept')
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function olderThan(blobs: BlobStore, keys: readonly string[], moment: Date): Promise<string[]> {
  const old: string[] = []
  for (const key of keys) {
    const modifiedAt = await blobs.modifiedAt(key)
    if (modifiedAt !== undefined && modifiedAt < moment) old.push(key)
  }
  return old
}

/** What the database says of these blobs; those that it does not know are left out. */
export async function statesOf(db: Database, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await db.selectFrom('blob').select(['key', 'state']).where('key', 'in', keys).execute()
  return new Map(rows.map(({ key, state }) => [key, state]))
}

/** Each key once within a batch. */
export async function* inBatches(
  keys: AsyncIterable<string>,
  signal?: AbortSignal,
): AsyncGenerator<string[], void, void> {
  let next = new Set<string>()
  for await (const key of keys) {
    next.add(key)
    if (next.size < batch) continue
    signal?.throwIfAborted()
    yield [...next]
    next = new Set()
  }
  if (next.size > 0) yield [...next]
}

/** How many rows of kept content have no bytes outside the quarantine. */
export async function countMissing({ db, blobs }: Stores, signal?: AbortSignal): Promise<number> {
  let missing = 0
  let last = ''
  for (;;) {
    signal?.throwIfAborted()
    const rows = await db
      .selectFrom('blob')
      .select('key')
      .where('state', '=', 'kept')
      .where('key', '>', last)
      .orderBy('key')
      .limit(batch)
      .execute()
    if (rows.length === 0) return missing
    const keys = rows.map(({ key }) => key)
    last = keys.at(-1) ?? last
    missing += await countLost({ db, blobs }, keys)
  }
}

/** @param keys of rows that were kept when they were read: a letter may have been deleted since */
async function countLost({ db, blobs }: Stores, keys: readonly string[]): Promise<number> {
  const stored = await Promise.all(keys.map((key) => blobs.has(key)))
  const absent = keys.filter((_, index) => stored[index] !== true)
  const states = await statesOf(db, absent)
  return absent.filter((key) => states.get(key) === 'kept').length
}
