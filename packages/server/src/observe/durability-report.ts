import { Counter, Gauge, type Registry } from 'prom-client'
import type { Logger } from './logger.ts'
import type { Report } from './report.ts'

/** What a sweep of the content store found and did: `blobs/sweep.ts`. */
export interface ContentSwept {
  blobs: number
  keptRows: number
  missing: number
  unknown: number
  abandoned: number
  held: boolean
  putAside: number
  restored: number
  removed: number
  quarantined: number
}

type DurabilityFacts =
  | 'contentSwept'
  | 'sweepFailed'
  | 'contentLost'
  | 'contentRestored'
  | 'clockDoubted'
  | 'clockTrusted'
  | 'clockCheckFailed'

const doubts = {
  ahead:
    'the clock is far ahead of when the server last ran: nothing is deleted because of its age until the clock is set right, it has run steadily for a week, or `brevdue confirm-clock` confirms it',
  behind:
    'the clock is behind the newest time that is stored: nothing is deleted because of its age until the clock is set right, it has run steadily for a week, or `brevdue confirm-clock` confirms it',
  apart:
    'the clocks of the server and of the database differ: nothing is deleted because of its age until they agree; set both by NTP',
}

function durabilityMetrics(registry: Registry) {
  const registers = [registry]
  return {
    swept: new Counter({
      name: 'brevdue_blobs_swept_total',
      help: 'Blobs that no letter needs, by what was done with them: quarantined, restored, removed.',
      labelNames: ['outcome'],
      registers,
    }),
    unknownBlobs: new Gauge({
      name: 'brevdue_blobs_unknown',
      help: 'Blobs that no letter needs and that the last sweep left where they are.',
      registers,
    }),
    quarantinedBlobs: new Gauge({
      name: 'brevdue_blobs_quarantined',
      help: 'Blobs in the quarantine after the last sweep.',
      registers,
    }),
    missingBlobs: new Gauge({
      name: 'brevdue_blobs_missing',
      help: 'Blobs that letters need and that the last sweep did not find.',
      registers,
    }),
    sweepFailures: new Counter({
      name: 'brevdue_sweep_failures_total',
      help: 'Sweeps of the content store that failed.',
      registers,
    }),
    lostContent: new Counter({
      name: 'brevdue_content_lost_total',
      help: 'Times that content could not be read because its bytes are missing or damaged.',
      labelNames: ['reason'],
      registers,
    }),
    clockDoubted: new Gauge({
      name: 'brevdue_clock_doubted',
      help: '1 while the clock may be wrong and nothing is deleted by it.',
      registers,
    }),
  }
}

/** The part of the report that is about losing nothing. */
export function durabilityReport(log: Logger, metrics: Registry): Pick<Report, DurabilityFacts> {
  const count = durabilityMetrics(metrics)
  return {
    contentSwept: (fact) => {
      count.swept.inc({ outcome: 'quarantined' }, fact.putAside)
      count.swept.inc({ outcome: 'restored' }, fact.restored)
      count.swept.inc({ outcome: 'removed' }, fact.removed)
      count.unknownBlobs.set(Math.max(0, fact.unknown + fact.abandoned - fact.putAside))
      count.quarantinedBlobs.set(fact.quarantined)
      count.missingBlobs.set(fact.missing)
      logSweep(log, fact)
    },
    sweepFailed: (err) => {
      count.sweepFailures.inc()
      log.error({ err }, 'the sweep of the content store failed; it is tried again later')
    },
    contentLost: (fact, err) => {
      count.lostContent.inc({ reason: fact.reason })
      log.error(
        { ...fact, err },
        'the content of a document is lost: restore its blob from a backup; `brevdue doctor --content` counts those that are missing or have another length',
      )
    },
    contentRestored: (fact) => {
      count.swept.inc({ outcome: 'restored' })
      log.warn(fact, 'a blob that a letter needs was in the quarantine; it was put back')
    },
    clockDoubted: ({ kind, now, compared }) => {
      count.clockDoubted.set(1)
      log.error({ kind, now: now.toISOString(), compared: compared.toISOString() }, doubts[kind])
    },
    clockTrusted: () => {
      count.clockDoubted.set(0)
      log.info('the clock is trusted again')
    },
    clockCheckFailed: (err) => log.warn({ err }, 'the clock could not be checked; it is tried again'),
  }
}

function logSweep(log: Logger, fact: ContentSwept): void {
  if (fact.missing > 0) {
    log.error(fact, 'content that letters need is missing from the content store: restore it from a backup')
  }
  if (fact.held) {
    log.error(
      fact,
      'many blobs belong to no letter of this database, so none was touched: is it the right database, or an older one? `brevdue sweep` shows them, `brevdue sweep --confirm` puts them into the quarantine',
    )
  } else if (fact.putAside > 0 || fact.restored > 0 || fact.removed > 0) {
    log.warn(
      fact,
      'blobs that no letter needs were put into the quarantine, put back, or removed after their days there',
    )
  }
}
