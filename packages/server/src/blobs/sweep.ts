import type { Database } from '../store/database.ts'
import type { BlobStore } from './blob-store.ts'

const batch = 1000

/**
 * Removes what crashes and broken-off requests have left: dropped blobs, staged rows with their blobs, and blobs
 * without a row. What is younger than `olderThan` may still be in use and is left alone.
 *
 * @returns how many blobs were removed
 */
export async function sweep(options: { db: Database; blobs: BlobStore; olderThan: Date }): Promise<number> {
  return (await removeDropped(options)) + (await sweepStaged(options)) + (await sweepUnknown(options))
}

/**
 * Removes the bytes of deleted letters, however young. The bytes go first and the row after them: if we stop between,
 * the row is still there to say so. Two at once do the same work twice and no harm.
 *
 * @returns how many blobs were removed
 */
export async function removeDropped({ db, blobs }: { db: Database; blobs: BlobStore }): Promise<number> {
  let removed = 0
  for (;;) {
    const dropped = await db.selectFrom('blob').select('key').where('state', '=', 'dropped').limit(batch).execute()
    if (dropped.length === 0) return removed
    const keys = dropped.map(({ key }) => key)
    for (const key of keys) await blobs.remove(key)
    // A document that still names one of them would make this fail: the foreign key watches over us.
    await db.deleteFrom('blob').where('key', 'in', keys).where('state', '=', 'dropped').execute()
    removed += keys.length
  }
}

async function sweepStaged({
  db,
  blobs,
  olderThan,
}: {
  db: Database
  blobs: BlobStore
  olderThan: Date
}): Promise<number> {
  // The rows go first: if we stop between, the blobs are unknown ones and go the next time.
  const gone = await db
    .deleteFrom('blob')
    .where('state', '=', 'staged')
    .where('created_at', '<', olderThan)
    .returning('key')
    .execute()
  for (const { key } of gone) await blobs.remove(key)
  return gone.length
}

async function sweepUnknown({
  db,
  blobs,
  olderThan,
}: {
  db: Database
  blobs: BlobStore
  olderThan: Date
}): Promise<number> {
  let removed = 0
  let keys: string[] = []
  const flush = async (): Promise<void> => {
    const rows = keys.length === 0 ? [] : await db.selectFrom('blob').select('key').where('key', 'in', keys).execute()
    const known = new Set(rows.map((row) => row.key))
    for (const key of keys) {
      if (known.has(key)) continue
      await blobs.remove(key)
      removed += 1
    }
    keys = []
  }
  for await (const { key, modifiedAt } of blobs.list()) {
    if (modifiedAt >= olderThan) continue
    keys.push(key)
    if (keys.length === batch) await flush()
  }
  await flush()
  return removed
}
