import type { ScanReason } from '../domain/access.ts'
import type { Logger } from './logger.ts'
import type { reportCounters } from './metrics.ts'
import type { Report } from './report.ts'

type ScanFacts =
  | 'documentPassed'
  | 'documentWithheld'
  | 'scanFailed'
  | 'scannerAway'
  | 'scannerBack'
  | 'scansWaiting'
  | 'scansStuck'
  | 'scansFailed'

const meaning: Readonly<Record<ScanReason, string>> = {
  malware: 'it reports malware',
  'over-limit':
    'it is over a limit of the scanner, which has not looked at all of it (StreamMaxLength, MaxScanSize, MaxFileSize …)',
  encrypted: 'it is encrypted, so that the scanner cannot look inside',
  policy: 'a rule that is turned on in clamd.conf is against it, and no malware was found',
}

/** The part of the report that is about the malware scanner. Of a document it tells our own id and nothing else. */
export function scanReport(log: Logger, count: ReturnType<typeof reportCounters>): Pick<Report, ScanFacts> {
  return {
    documentPassed: (fact) => {
      count.scanned.inc({ outcome: 'clean' })
      log.debug(fact, 'the scanner has nothing against a document')
    },
    documentWithheld: (fact) => {
      count.scanned.inc({ outcome: fact.reason })
      log.warn(
        fact,
        `the scanner did not pass a document: ${meaning[fact.reason]}. It is in quarantine: \`brevdue quarantine list\``,
      )
    },
    scanFailed: (fact, err) => {
      count.scanned.inc({ outcome: 'failed' })
      log.error({ ...fact, err }, 'a document could not be scanned; it is tried again')
    },
    scannerAway: (err) => {
      count.scannerAway.set(1)
      log.error({ err }, 'the malware scanner does not answer; letters are taken and wait for it')
    },
    scannerBack: () => {
      count.scannerAway.set(0)
      log.info('the malware scanner answers again')
    },
    scansWaiting: ({ waiting }) => count.waiting.set(waiting),
    scansStuck: (fact) => {
      count.waiting.set(fact.waiting)
      log.error(
        fact,
        'documents wait for a malware scanner and none is set up: they cannot be opened before BREVDUE_SCANNER is set again',
      )
    },
    scansFailed: (err) => log.error({ err }, 'what waits for the scanner could not be looked at; it is tried again'),
  }
}
