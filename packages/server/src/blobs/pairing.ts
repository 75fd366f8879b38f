import { randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Database } from '../store/database.ts'
import type { BlobStore } from './blob-store.ts'

/*
 * A database and a content store belong together: one has the keys and places of the bytes that the other has. Each
 * holds the id of their installation. They are compared before anything is changed in either of them.
 */

/** What a database says of itself, whatever version of the schema it has, or none. */
export interface DatabaseSide {
  id: string | undefined
  /** Whether it has letters whose content is kept. */
  hasLetters: boolean
}

export interface ContentSide {
  id: string | undefined
  hasBlobs: boolean
}

/** How well the two agree in a bounded sample: of kept content how much is stored, of blobs how many are known. */
export interface Evidence {
  rows: number
  rowsStored: number
  blobs: number
  blobsKnown: number
}

export const noEvidence: Evidence = { rows: 0, rowsStored: 0, blobs: 0, blobsKnown: 0 }

export type Mismatch = 'different-ids' | 'content-without-database' | 'database-without-content' | 'no-evidence'

export type Pairing =
  /** They belong together. `unwritten` says that at least one of them does not have the id yet. */
  | { kind: 'paired'; id: string; unwritten: boolean }
  | { kind: 'mismatch'; why: Mismatch; databaseId: string | undefined }

/** This share of the sample is enough: blob keys are random, so a foreign database would not know a single one. */
const enough = 0.5

/**
 * Whether a database and a content store belong together.
 *
 * @param gather asked only where the ids do not decide
 */
export async function judgePairing(
  database: DatabaseSide,
  content: ContentSide,
  gather: () => Promise<Evidence>,
): Promise<Pairing> {
  const mismatch = (why: Mismatch): Pairing => ({ kind: 'mismatch', why, databaseId: database.id })
  if (database.id !== undefined && content.id !== undefined) {
    if (database.id !== content.id) return mismatch('different-ids')
    return { kind: 'paired', id: database.id, unwritten: false }
  }
  const paired: Pairing = { kind: 'paired', id: database.id ?? content.id ?? randomUUID(), unwritten: true }
  if (!database.hasLetters && (content.hasBlobs || content.id !== undefined)) {
    return mismatch('content-without-database')
  }
  if (!database.hasLetters) return paired // both are new, or a crash came between the two writes
  if (!content.hasBlobs) return mismatch('database-without-content')
  // From before there were ids: one or both sides may also be restored from a backup of that time.
  return agrees(await gather(), content.id === undefined) ? paired : mismatch('no-evidence')
}

/** @param bothWays a store that has an id may hold more than a database that was restored knows */
function agrees({ rows, rowsStored, blobs, blobsKnown }: Evidence, bothWays: boolean): boolean {
  return rows > 0 && rowsStored >= rows * enough && (!bothWays || blobsKnown >= blobs * enough)
}

export async function readContentSide(blobs: BlobStore): Promise<ContentSide> {
  return { id: await blobs.owner(), hasBlobs: (await hasAny(blobs.list())) || (await hasAny(blobs.listQuarantined())) }
}

async function hasAny(keys: AsyncIterable<string>): Promise<boolean> {
  for await (const _ of keys) return true
  return false
}

const idName = 'id'

export async function readDatabaseSide(client: pg.ClientBase): Promise<DatabaseSide> {
  const tables = await client.query<{ installation: boolean; blob: boolean }>(
    `SELECT to_regclass('installation') IS NOT NULL AS installation, to_regclass('blob') IS NOT NULL AS blob`,
  )
  const { installation = false, blob = false } = tables.rows[0] ?? {}
  return {
    id: installation ? await readId(client) : undefined,
    hasLetters: blob && (await client.query(`SELECT FROM blob WHERE state = 'kept' LIMIT 1`)).rowCount === 1,
  }
}

async function readId(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ value: Buffer }>('SELECT value FROM installation WHERE name = $1', [idName])
  return rows[0]?.value.toString('utf8')
}

/**
 * A database can be exchanged under a running server; before each sweep the two are compared again.
 *
 * @throws Error when they are of different installations
 */
export async function requireSameInstallation({ db, blobs }: { db: Database; blobs: BlobStore }): Promise<void> {
  const owner = await blobs.owner()
  const row = await db.selectFrom('installation').select('value').where('name', '=', idName).executeTakeFirst()
  if (row?.value.toString('utf8') !== owner) {
    throw new Error('The database and the content store are of different installations: nothing was swept')
  }
}

/**
 * Writes the id to both sides, the database first: a crash between the two leaves an id without content, which the
 * next start completes, and never content that belongs to an unknown database.
 */
export async function writePairing(
  client: pg.ClientBase,
  blobs: BlobStore,
  id: string,
  replace = false,
): Promise<void> {
  await client.query('INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING', [
    idName,
    Buffer.from(id),
  ])
  await blobs.claim(id, { replace })
}

/** At most so many of each are looked at, however many there are. */
const sampleSize = 200
const sampleStarts = 8

export async function gatherEvidence(client: pg.ClientBase, blobs: BlobStore): Promise<Evidence> {
  const rows = await sampleKept(client)
  const stored = await Promise.all(rows.map((key) => blobs.has(key)))
  const keys = await first(blobs.list(), sampleSize)
  const known = await client.query('SELECT FROM blob WHERE key = ANY($1)', [keys])
  return {
    rows: rows.length,
    rowsStored: stored.filter(Boolean).length,
    blobs: keys.length,
    blobsKnown: known.rowCount ?? 0,
  }
}

/** Keys of kept content from several places of the index, so that they are not all of one day. */
async function sampleKept(client: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const starts = ['', ...Array.from({ length: sampleStarts - 1 }, () => randomBytes(16).toString('hex'))]
  const keys = new Set<string>()
  for (const start of starts) {
    const { rows } = await client.query<{ key: string }>(
      `SELECT key FROM blob WHERE state = 'kept' AND key >= $1 ORDER BY key LIMIT $2`,
      [start, sampleSize / sampleStarts],
    )
    for (const { key } of rows) keys.add(key)
  }
  return [...keys]
}

async function first(keys: AsyncIterable<string>, most: number): Promise<string[]> {
  const found = new Set<string>()
  for await (const key of keys) {
    found.add(key)
    if (found.size === most) break
  }
  return [...found]
}
