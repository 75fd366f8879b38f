const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** So long may a service have been switched off before its clock is doubted. */
const longestRest = 3 * day
/** A clock may be set right by so much. */
const setBack = hour
/** The server's clock and the database's may differ by so much. */
const apart = 10 * minute
/** A clock that runs steadily for so long, with the service on, is trusted though no operator has confirmed it. */
export const steadyEnough = 7 * day

export interface ClockReadings {
  now: Date
  databaseNow: Date
  /** How far ahead of the database's clock the server's is known to be. */
  knownAheadMs: number
  /** When the server last ran with a clock that it trusted, or the newest time that is stored; undefined in a new one. */
  lastTrusted: Date | undefined
}

/** Why nothing may be deleted by this clock. `apart` means from the database's. */
export interface ClockDoubt {
  kind: 'ahead' | 'behind' | 'apart'
  now: Date
  /** What it was compared with. */
  compared: Date
}

/** Whether a clock has jumped: what it says is held against the newest time that is stored and against another clock. */
export function doubtClock({ now, databaseNow, knownAheadMs, lastTrusted }: ClockReadings): ClockDoubt | undefined {
  const ahead = now.getTime() - databaseNow.getTime() - knownAheadMs
  if (Math.abs(ahead) > apart) return { kind: 'apart', now, compared: databaseNow }
  if (lastTrusted === undefined) return undefined
  const since = now.getTime() - lastTrusted.getTime()
  if (since > longestRest) return { kind: 'ahead', now, compared: lastTrusted }
  if (since < -setBack) return { kind: 'behind', now, compared: lastTrusted }
  return undefined
}

/**
 * For how long a doubted clock has been seen to run steadily: the time that the process itself has measured. A jump
 * begins again.
 *
 * @param measuredMs since the check before, by a clock that cannot be set; undefined at the first check of a process
 */
export function steadyTime(before: { at: Date; steadyMs: number } | undefined, now: Date, measuredMs?: number): number {
  if (before === undefined) return 0
  const passed = now.getTime() - before.at.getTime()
  const expected = measuredMs ?? Math.min(Math.max(passed, -setBack), longestRest)
  if (Math.abs(passed - expected) > setBack) return 0
  return before.steadyMs + (measuredMs ?? 0)
}
