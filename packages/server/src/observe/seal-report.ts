import type { Logger } from './logger.ts'
import type { reportCounters } from './metrics.ts'

/** What does not open, and what an older version has left to be sealed again. */
export interface SealReport {
  readonly notGenuine: (error: unknown, fact?: { reference: string }) => void
  readonly sealingBegun: (fact: { part: string; rows: number }) => void
  readonly sealingDone: (fact: { part: string }) => void
  readonly sealingFailed: (error: unknown) => void
}

export function sealReport(log: Logger, count: ReturnType<typeof reportCounters>): SealReport {
  return {
    notGenuine: (err, fact) => {
      count.notGenuine.inc()
      log.error(
        { ...fact, err },
        'something stored does not open in its place and is not shown: the database was changed by another hand, or restored in parts',
      )
    },
    sealingBegun: (fact) =>
      log.info(fact, 'rows of an older version are being sealed again; letters are sent and read as usual'),
    sealingDone: (fact) =>
      log.info(fact, 'all rows of an older version were sealed again; their form is not accepted any more'),
    sealingFailed: (err) =>
      log.error({ err }, 'rows of an older version could not be sealed again; it is tried again at the next start'),
  }
}
