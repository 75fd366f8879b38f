import { setTimeout as pause } from 'node:timers/promises'
import type { Keyring } from '../keys/keyring.ts'
import type { Report } from '../observe/report.ts'
import type { Database } from '../store/database.ts'
import { olderDocumentsLeft, type Sealed, sealDocuments } from '../store/sealing/documents.ts'
import { markSealed, unsealedParts } from '../store/sealing/marks.ts'

interface SealingDeps {
  db: Database
  keyring: Keyring
  report: Pick<Report, 'sealingBegun' | 'sealingDone' | 'sealingFailed' | 'notGenuine'>
}

interface Part {
  batch(db: Database, keyring: Keyring, after?: string): Promise<Sealed>
  left(db: Database): Promise<number>
}

/** The others are sealed again before the server takes requests (`store/sealing/before-requests.ts`). */
type OnlinePart = 'documents'

const parts: Record<OnlinePart, Part> = {
  documents: { batch: sealDocuments, left: olderDocumentsLeft },
}

/** Between batches it rests for as long as the last one took: at most half of one connection and of one core is used. */
const leastRestMs = 5
/** Rows that were locked when we came by are free a little later. */
const roundRestMs = 1_000
const mostIdleRounds = 60

/**
 * Seals again what an older version has stored, while letters come and go; a process that dies goes on with what is
 * left at the next start. When nothing is left the first sealed form is not accepted any more.
 *
 * @returns what ends it early; what it has under way is finished first
 */
export function startSealingOlderRows(deps: SealingDeps): { stop: () => Promise<void> } {
  const abort = new AbortController()
  const running = sealOlderRows(deps, abort.signal).catch(deps.report.sealingFailed)
  return {
    async stop() {
      abort.abort()
      await running
    },
  }
}

export async function sealOlderRows(deps: SealingDeps, signal?: AbortSignal): Promise<void> {
  const { db, keyring, report } = deps
  if (keyring.firstForm === undefined) return
  for (const part of (await unsealedParts(db, keyring)).filter((one) => one === 'documents')) {
    report.sealingBegun({ part, rows: await parts[part].left(db) })
    if (!(await sealPart(deps, part, signal))) return
    await markSealed(db, keyring, [part])
    report.sealingDone({ part })
  }
  keyring.firstForm = undefined
}

/** @returns whether nothing is left */
async function sealPart(
  { db, keyring, report }: SealingDeps,
  part: OnlinePart,
  signal?: AbortSignal,
): Promise<boolean> {
  for (let idle = 0; idle < mostIdleRounds; ) {
    let sealed = 0
    let after: string | undefined
    do {
      if (signal?.aborted === true) return false
      const started = performance.now()
      const done = await parts[part].batch(db, keyring, after)
      for (const fault of done.faults) report.notGenuine(fault)
      sealed += done.rows
      after = done.next
      await pause(Math.max(leastRestMs, performance.now() - started))
    } while (after !== undefined)
    if ((await parts[part].left(db)) === 0) return true
    idle = sealed === 0 ? idle + 1 : 0
    await pause(roundRestMs, undefined, { signal }).catch(() => undefined)
  }
  throw new Error(`Some ${part} of an older version cannot be reached: each needs its letter`)
}
