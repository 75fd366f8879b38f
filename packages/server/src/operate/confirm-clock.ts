import { readStoredClock, trustClock } from '../store/clock-mark.ts'
import type { Database } from '../store/database.ts'
import { InputError, OperatorError } from './operator-error.ts'
import type { Outcome } from './outcome.ts'

const day = 86_400_000

/**
 * The operator says which day it is: the second word that a clock needs which has jumped, or whose service was switched
 * off for long.
 *
 * @param date as YYYY-MM-DD; by whatever calendar hangs on the wall, so a day more or less is the same
 */
export async function confirmClock(db: Database, date: string, now: Date): Promise<Outcome> {
  const said = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T12:00:00Z`) : Number.NaN
  if (Number.isNaN(said)) throw new InputError([`the date is “${date}”; it must be today's, as YYYY-MM-DD`])
  const machine = `this machine's clock says ${now.toISOString()}`
  if (Math.abs(said - now.getTime()) > 1.5 * day) {
    throw new OperatorError([`${machine}, and you say that it is ${date}. Set the clock right, by NTP`])
  }
  const { databaseNow } = await readStoredClock(db)
  const aheadMs = now.getTime() - databaseNow.getTime()
  await trustClock(db, now, { aheadMs: Math.abs(aheadMs) > minute ? aheadMs : 0 })
  return {
    outcome: 'changed',
    facts: [`${machine}, and it is trusted: bins and sweeps go by it, in a running server within minutes.`],
    warnings: Math.abs(aheadMs) > minute ? [`the database's clock says ${databaseNow.toISOString()}`] : [],
  }
}

const minute = 60_000
