import type { ContentStore } from '../blobs/content-store.ts'
import { type Clamd, ScannerError } from '../gateways/clamd.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Report } from '../observe/report.ts'
import type { Database } from '../store/database.ts'
import { type ClaimedDocument, claimScans, passDocument, postponeScan, withholdDocument } from '../store/scan-queue.ts'

export interface ScanDeps {
  db: Database
  keyring: Keyring
  content: Pick<ContentStore, 'read'>
  scanner: Clamd
  clock: () => Date
  report: Pick<
    Report,
    | 'documentPassed'
    | 'documentWithheld'
    | 'scanFailed'
    | 'scannerAway'
    | 'scannerBack'
    | 'scansWaiting'
    | 'scansFailed'
  >
}

/** Longer than one scan can take (`gateways/clamd.ts`), so that nobody else tries at the same time. */
const leaseMs = 300_000
/** Fewer than the threads that clamd has by default. */
const atOnce = 4
/** Waits after the first, second … try of one document that failed while the scanner answers; the last from then on. */
const waitsMs = [1_000, 15_000, 60_000, 300_000, 900_000]

/** What a round came to: more may be due, nothing is, or the scanner does not answer. */
export type Round = { kind: 'more' } | { kind: 'done' } | { kind: 'away'; error: unknown }

/** Asks the scanner about what is due. No transaction is open and nothing locked while it works. */
export async function scanDue(deps: ScanDeps, signal: AbortSignal): Promise<Round> {
  const claimed = await claimScans(deps.db, deps.keyring, { now: deps.clock(), leaseMs, most: atOnce })
  const failed = await Promise.all(claimed.map((one) => scanOne(deps, one, signal)))
  const troubles = failed.filter((one) => one !== undefined)
  if (signal.aborted) return { kind: 'done' }
  const away = troubles.some(({ error }) => error instanceof ScannerError) ? await awayBecause(deps.scanner) : undefined
  await Promise.all(troubles.map((trouble) => postpone(deps, trouble, away !== undefined)))
  if (away !== undefined) return { kind: 'away', error: away }
  return { kind: claimed.length === atOnce ? 'more' : 'done' }
}

interface Trouble {
  document: ClaimedDocument
  error: unknown
}

async function scanOne(deps: ScanDeps, document: ClaimedDocument, signal: AbortSignal): Promise<Trouble | undefined> {
  const { id, tries } = document
  try {
    const verdict = await deps.scanner.scan(deps.content.read(document.content), signal)
    switch (verdict.kind) {
      case 'clean':
        if (await passDocument(deps.db, id)) deps.report.documentPassed({ documentId: id, tries })
        return undefined
      case 'withheld': {
        const { reason, signature } = verdict
        if (await withholdDocument(deps.db, { documentId: id, reason, signature, now: deps.clock() })) {
          deps.report.documentWithheld({ documentId: id, reason, signature, bytes: document.size })
        }
        return undefined
      }
    }
  } catch (error) {
    return { document, error }
  }
}

/** One document can be what the scanner stumbles over; whether it is the scanner itself, it tells best. */
async function awayBecause(scanner: Clamd): Promise<unknown> {
  try {
    await scanner.ping()
    return undefined
  } catch (error) {
    return error
  }
}

async function postpone({ db, clock, report }: ScanDeps, { document, error }: Trouble, away: boolean): Promise<void> {
  const { id, tries } = document
  // when it is not the document's fault it keeps its turn
  if (away && error instanceof ScannerError) return postponeScan(db, id, clock(), tries - 1)
  const wait = waitsMs[tries - 1] ?? waitsMs.at(-1) ?? leaseMs
  await postponeScan(db, id, new Date(clock().getTime() + wait), tries)
  report.scanFailed({ documentId: id, tries }, error)
}
