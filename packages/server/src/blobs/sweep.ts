import { sql } from 'kysely'
import { requireSameInstallation } from './pairing.ts'
import { lookIntoQuarantine, removeOverdue } from './quarantine.ts'
import { abandonedBefore, countMissing, type Stores, type Survey, type SurveyOptions, survey } from './survey.ts'

const batch = 1000

/** Up to this share of all blobs, or this many in a small store, may be put aside by a sweep without asking. */
const smallShare = 0.01
const smallNumber = 10
/** More keys than these are not remembered; the rest waits for the next sweep. */
const mostAtOnce = 100_000

export interface SweepOptions extends SurveyOptions {
  /** On so many days the database must have said that it does not know a blob, before the blob is removed for good. */
  quarantineDays: number
  /** Only look. */
  dry?: boolean | undefined
  /** An operator has said that more than a small share may be put aside. */
  confirmed?: boolean | undefined
}

export interface Sweep extends Survey {
  /** Rows of kept content without bytes, in the quarantine neither. */
  missing: number
  /** Rows of content that was never kept and that no request can be using any more. */
  abandoned: number
  /** Unknown and abandoned blobs are more than a small share: they were left where they are. */
  held: boolean
  /** Put into the quarantine by this sweep. */
  putAside: number
  /** In the quarantine although a row names them: put back, or to be put back if this was only a look. */
  restored: number
  /** Removed for good: their days in the quarantine were over. */
  removed: number
  /** In the quarantine now. */
  quarantined: number
}

/**
 * Compares the database and the content store, and puts aside what crashes and broken-off requests have left: blobs
 * without a row, and content that stayed *staged*. Nothing is deleted on one word of one database: a blob is removed
 * after the days in which the database kept saying that it does not know it, and more than a small share at once is
 * left alone.
 *
 * @throws Error when the database is not that of this content store
 */
export async function sweep(stores: Stores, options: SweepOptions): Promise<Sweep> {
  await requireSameInstallation(stores)
  const { dry = false, confirmed = false, signal } = options
  const before = await lookIntoQuarantine(stores, { restore: !dry, signal })
  const unknown: string[] = []
  let putAside = 0
  const seen = await survey(stores, options, async (keys) => {
    if (confirmed && !dry) putAside += await quarantineAll(stores, keys)
    else unknown.push(...keys.slice(0, mostAtOnce - unknown.length))
  })
  const abandoned = await countAbandoned(stores, abandonedBefore(options))
  const held = !confirmed && seen.unknown + abandoned > Math.max(smallNumber, seen.blobs * smallShare)
  let removed = 0
  if (!dry && !held) {
    putAside += await quarantineAll(stores, unknown)
    putAside += await putAsideAbandoned(stores, abandonedBefore(options))
    removed = await removeOverdue(stores, options)
  }
  const absent = seen.keptRows > seen.keptBlobs ? await countMissing(stores, signal) : 0
  return {
    ...seen,
    missing: Math.max(0, absent - (dry ? before.named : 0)),
    ...{ abandoned, held, putAside, removed },
    restored: before.named,
    quarantined: before.quarantined - (dry ? 0 : before.named) + putAside - removed,
  }
}

async function quarantineAll({ blobs }: Stores, keys: readonly string[]): Promise<number> {
  for (const key of keys) await blobs.quarantine(key)
  return keys.length
}

async function countAbandoned({ db }: Stores, before: Date): Promise<number> {
  const { count } = await db
    .selectFrom('blob')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('state', '=', 'staged')
    .where('created_at', '<', before)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Content that stayed staged is not removed either: in a database restored from a backup a letter that was accepted
 * after the backup may look like that.
 */
async function putAsideAbandoned({ db, blobs }: Stores, before: Date): Promise<number> {
  let moved = 0
  for (;;) {
    const rows = await db
      .selectFrom('blob')
      .select('key')
      .where('state', '=', 'staged')
      .where('created_at', '<', before)
      .limit(batch)
      .execute()
    if (rows.length === 0) return moved
    const keys = rows.map(({ key }) => key)
    // The blobs go first: if we stop between, their rows are found again.
    for (const key of keys) await blobs.quarantine(key)
    await db.deleteFrom('blob').where('key', 'in', keys).where('state', '=', 'staged').execute()
    moved += keys.length
  }
}

/**
 * Removes the bytes of deleted letters, however young. The bytes go first and the row after them: if we stop between,
 * the row is still there to say so. Two at once do the same work twice and no harm. The row's word is not enough: a
 * blob that a document still names stays, whatever its row says.
 *
 * @returns how many blobs were removed
 */
export async function removeDropped({ db, blobs }: Stores): Promise<number> {
  let removed = 0
  for (;;) {
    const { rows } = await sql<{ key: string }>`
      select key from blob b where state = 'dropped'
        and not exists (select from document d where d.blob_key = b.key)
        and not exists (select from document d where d.view_blob_key = b.key)
      limit ${batch}`.execute(db)
    if (rows.length === 0) return removed
    const keys = rows.map(({ key }) => key)
    for (const key of keys) await blobs.remove(key)
    await db.deleteFrom('blob').where('key', 'in', keys).where('state', '=', 'dropped').execute()
    removed += keys.length
  }
}
