import { setTimeout as pause } from 'node:timers/promises'
import { type ClockDoubt, doubtClock, steadyEnough, steadyTime } from '../domain/clock-doubt.ts'
import type { Report } from '../observe/report.ts'
import { noteDoubt, readStoredClock, trustClock } from '../store/clock-mark.ts'
import type { Database } from '../store/database.ts'

export interface ClockGuard {
  /** Whether something may be deleted because its time is over. To be asked each time. */
  sure(): Promise<boolean>
}

interface GuardDeps {
  db: Database
  clock: () => Date
  report: Pick<Report, 'clockDoubted' | 'clockTrusted' | 'clockCheckFailed'>
}

/** For so long an answer holds, if the clock has gone on as it should. */
const holdsMs = 30_000
const lastNoteMs = 2_000
const goesOnWithinMs = 60_000
/** How old the mark of a running server gets at most. */
const everyMs = 5 * 60_000

/**
 * Watches the clock for as long as the server runs. While it is doubted, `sure` says no, until the clock is set right,
 * an operator confirms it, or it has run steadily for long enough.
 */
export function startClockGuard(deps: GuardDeps): ClockGuard & { stop(): Promise<void> } {
  const { report } = deps
  let last: { measured: number; now: number } | undefined
  let doubt: ClockDoubt | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const check = async (): Promise<boolean> => {
    const at = { measured: performance.now(), now: deps.clock().getTime() }
    const passed = last === undefined ? undefined : at.measured - last.measured
    if (last !== undefined && isSoon(last, at)) return doubt === undefined
    const found = await checkClock(deps, passed)
    last = at
    if (found !== undefined && found.kind !== doubt?.kind) report.clockDoubted(found)
    if (found === undefined && doubt !== undefined) report.clockTrusted()
    doubt = found
    return found === undefined
  }
  // One after the other: two at once would measure the same time twice.
  const sure = (): Promise<boolean> => {
    const checked = turn.then(check)
    turn = checked.catch(() => undefined)
    return checked
  }
  const timer = setInterval(() => void sure().catch(report.clockCheckFailed), everyMs).unref()
  return {
    sure,
    async stop() {
      clearInterval(timer)
      // So that the next start knows until when we ran; a database that is away must not hold up the stop.
      const noted = sure().catch(report.clockCheckFailed)
      await Promise.race([noted, pause(lastNoteMs, undefined, { ref: false })])
    },
  }
}

function isSoon(last: { measured: number; now: number }, at: { measured: number; now: number }): boolean {
  const passed = at.measured - last.measured
  return passed < holdsMs && Math.abs(at.now - last.now - passed) < goesOnWithinMs
}

async function checkClock({ db, clock }: GuardDeps, measuredMs: number | undefined): Promise<ClockDoubt | undefined> {
  const stored = await readStoredClock(db)
  const now = clock()
  const doubt = doubtClock({ now, ...stored })
  if (doubt === undefined) {
    await trustClock(db, now)
    return undefined
  }
  const steadyMs = steadyTime(stored.doubted, now, measuredMs)
  if (doubt.kind !== 'apart' && steadyMs >= steadyEnough) {
    await trustClock(db, now)
    return undefined
  }
  if (stored.lastTrusted !== undefined) {
    await noteDoubt(db, { lastTrusted: stored.lastTrusted, doubted: { at: now, steadyMs } })
  }
  return doubt
}
