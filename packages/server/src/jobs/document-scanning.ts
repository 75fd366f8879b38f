import type { Config } from '../config/config.ts'
import { clamd } from '../gateways/clamd.ts'
import { readClamdAddress } from '../gateways/clamd-address.ts'
import type { Report } from '../observe/report.ts'
import type { Database } from '../store/database.ts'
import { endScanLeases, waitingScans } from '../store/scan-queue.ts'
import { type ScanDeps, scanDue } from './scan-documents.ts'

export interface DocumentScanning {
  /** Something was delivered: look now rather than at the next round. */
  poke(): void
  /** Whether the scanner answers, and how many documents wait for it. */
  health(): Promise<{ answers: boolean; waiting: number }>
  /** Breaks off what is being scanned; it is scanned at the next start. */
  close(): Promise<void>
}

type Deps = Omit<ScanDeps, 'scanner'> & { report: Pick<Report, 'scansStuck'> }

/** The scanning of an operator who has set up a scanner; undefined for one who has not. */
export async function openDocumentScanning(
  { scanner }: Pick<Config, 'scanner'>,
  deps: Deps,
): Promise<DocumentScanning | undefined> {
  if (scanner !== undefined) return startDocumentScanning({ ...deps, scanner: clamd(readClamdAddress(scanner)) })
  await tellOfStuck(deps.db, deps.report)
  return undefined
}

/** What was to be scanned is not let through because an option went missing. */
async function tellOfStuck(db: Database, report: Deps['report']): Promise<void> {
  const { waiting } = await waitingScans(db)
  if (waiting > 0) report.scansStuck({ waiting })
}

const longestRestMs = 30_000
/** Waits while the scanner is away, after the first, second … time that it did not answer. */
const awayMs = [1_000, 2_000, 5_000, 10_000, longestRestMs]

/** Scans for as long as the server runs: at once when poked, when a retry is due, and every half minute. */
async function startDocumentScanning(deps: ScanDeps): Promise<DocumentScanning> {
  await endScanLeases(deps.db, deps.clock())
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let misses = 0
  const rest = (milliseconds: number): void => {
    clearTimeout(timer)
    if (!abort.signal.aborted) timer = setTimeout(look, Math.max(0, milliseconds)).unref()
  }
  const round = async (): Promise<void> => {
    try {
      let came = await scanDue(deps, abort.signal)
      while (came.kind === 'more' && !abort.signal.aborted) came = await scanDue(deps, abort.signal)
      const { waiting, next } = await waitingScans(deps.db)
      deps.report.scansWaiting({ waiting })
      if (came.kind === 'away') {
        if (misses === 0) deps.report.scannerAway(came.error)
        rest(awayMs[misses++] ?? longestRestMs)
        return
      }
      if (misses > 0) deps.report.scannerBack()
      misses = 0
      rest(next === undefined ? longestRestMs : Math.min(longestRestMs, next.getTime() - deps.clock().getTime()))
    } catch (error) {
      deps.report.scansFailed(error)
      rest(longestRestMs)
    }
  }
  const look = (): void => {
    if (running !== undefined) {
      again = true
      return
    }
    clearTimeout(timer)
    again = false
    running = round().finally(() => {
      running = undefined
      if (again) poke()
    })
  }
  const poke = (): void => {
    // while it is away the timer decides: every letter would ask it anew
    if (abort.signal.aborted || misses > 0) return
    look()
  }
  look()
  return {
    poke,
    async health() {
      const answers = deps.scanner.ping().then(
        () => true,
        () => false,
      )
      const [{ waiting }, answered] = await Promise.all([waitingScans(deps.db), answers])
      return { answers: answered, waiting }
    },
    async close() {
      abort.abort()
      clearTimeout(timer)
      await running
    },
  }
}
