import type { ContentStore } from './blobs/content-store.ts'
import type { ClockGuard } from './jobs/clock-guard.ts'
import type { Report } from './observe/report.ts'
import { emptyBins } from './store/bins.ts'
import type { Database } from './store/database.ts'
import { judgePostgresAge, readPostgresVersion } from './store/postgres-releases.ts'

const hour = 3_600_000
const day = 24 * hour
/** So many letters are deleted in one transaction: long enough to get on, short enough to keep nobody waiting. */
const batch = 100

export interface Household {
  db: Database
  content: Pick<ContentStore, 'sweep' | 'removeDropped'>
  report: Pick<
    Report,
    'contentSwept' | 'sweepFailed' | 'binsEmptied' | 'binsNotEmptied' | 'databaseVersion' | 'databaseVersionFailed'
  >
  clock: () => Date
  /** Asked before anything is deleted because its time is over. */
  clockGuard: ClockGuard
  binDays: number
  quarantineDays: number
}

type Bins = Pick<Household, 'db' | 'content' | 'clock' | 'clockGuard' | 'binDays'>

/**
 * Deletes for good what has been in a bin for the operator's number of days, and the bytes of all that was deleted,
 * by us or by its owner before a crash.
 *
 * @param goOn asked between batches; what is left when it says no waits for the next time
 * @returns how many letters were deleted
 */
export async function emptyAllBins(household: Bins, goOn: () => boolean = () => true): Promise<number> {
  const { db, content, clock, clockGuard, binDays } = household
  let letters = 0
  await content.removeDropped()
  if (!(await clockGuard.sure())) return letters
  const now = clock()
  const binnedBefore = new Date(now.getTime() - binDays * day)
  while (goOn()) {
    const deleted = await emptyBins(db, { binnedBefore, limit: batch, now })
    if (deleted === 0) break
    letters += deleted
    await content.removeDropped()
  }
  return letters
}

/** What is done at the start, for what was left lying, and again and again after it. */
export function startHousekeeping(household: Household): { stop: () => Promise<void> } {
  const { db, content, report, clock, clockGuard, quarantineDays } = household
  const abort = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    running = running.then(() => (abort.signal.aborted ? undefined : work()))
  }
  const empty = () =>
    emptyAllBins(household, () => !abort.signal.aborted).then(
      (letters) => report.binsEmptied({ letters }),
      report.binsNotEmptied,
    )
  const sweep = async () => {
    try {
      const now = clock()
      const dry = !(await clockGuard.sure())
      report.contentSwept(await content.sweep({ now, quarantineDays, dry, signal: abort.signal }))
    } catch (error) {
      if (!abort.signal.aborted) report.sweepFailed(error)
    }
  }
  // Again and again, because a PostgreSQL at DATABASE_URL may be updated while the server runs.
  const version = async () => {
    try {
      const now = await readPostgresVersion(db)
      const { released, missing } = judgePostgresAge(now, clock())
      report.databaseVersion({ version: now.name, released, missingReleases: missing?.length })
    } catch (error) {
      report.databaseVersionFailed(error)
    }
  }
  inTurn(version)
  inTurn(empty)
  inTurn(sweep)
  const timers = [
    setInterval(() => inTurn(version), hour).unref(),
    setInterval(() => inTurn(empty), hour).unref(),
    setInterval(() => inTurn(sweep), 6 * hour).unref(),
  ]
  return {
    async stop() {
      abort.abort()
      for (const timer of timers) clearInterval(timer)
      await running
    },
  }
}
