import { doubtClock } from '../../domain/clock-doubt.ts'
import { readStoredClock } from '../../store/clock-mark.ts'
import type { Database } from '../../store/database.ts'
import { type Finding, ok, warning } from './finding.ts'

/** Whether the server deletes by this clock what is over. */
export async function checkClockTrust(db: Database, now: Date): Promise<Finding> {
  const stored = await readStoredClock(db)
  const doubt = doubtClock({ now, ...stored })
  if (doubt === undefined) return ok('clock trusted', 'bins and sweeps go by it')
  const last = `when the server last ran it was ${doubt.compared.toISOString()}`
  return warning(
    'clock trusted',
    doubt.kind === 'apart' ? 'no: it differs from the database’s' : `no: it is ${now.toISOString()}, and ${last}`,
    'Nothing is deleted by it until it is set right or has run steadily for a week. If it is right: brevdue confirm-clock',
  )
}
