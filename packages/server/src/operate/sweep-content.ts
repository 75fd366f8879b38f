import type { BlobStore } from '../blobs/blob-store.ts'
import { type Sweep, sweep } from '../blobs/sweep.ts'
import { doubtClock } from '../domain/clock-doubt.ts'
import { readStoredClock } from '../store/clock-mark.ts'
import type { Database } from '../store/database.ts'
import { OperatorError } from './operator-error.ts'

export interface SweepInput {
  now: Date
  quarantineDays: number
  /** Puts everything that no letter needs into the quarantine, however much it is. Without it nothing is changed. */
  confirm: boolean
  onProgress?: ((blobs: number) => void) | undefined
}

/** Says what a sweep of the content store finds, and on confirmation does it. */
export async function sweepContent(
  stores: { db: Database; blobs: BlobStore },
  { confirm, ...input }: SweepInput,
): Promise<Sweep> {
  if (confirm && doubtClock({ now: input.now, ...(await readStoredClock(stores.db)) }) !== undefined) {
    throw new OperatorError([
      `this machine says that it is ${input.now.toISOString()}, and nothing is swept by a clock that is doubted: set it right, or confirm it with brevdue confirm-clock`,
    ])
  }
  return sweep(stores, { ...input, dry: !confirm, confirmed: confirm })
}
