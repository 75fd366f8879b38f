import type { ActivityEntry } from '@brevdue/server/mailbox-contract'

/** Letters that were deleted for good in one act. */
export interface Deletion {
  id: string
  at: string
  /** By the service, when they had lain in the bin for long enough. */
  automatic: boolean
  letters: number
}

/** What went in one act stands in one line. */
export function together(entries: readonly Pick<ActivityEntry, 'id' | 'act' | 'at'>[]): Deletion[] {
  const deletions: Deletion[] = []
  for (const { id, act, at } of entries) {
    const automatic = act === 'DELETED_AUTOMATICALLY'
    const last = deletions.at(-1)
    if (last !== undefined && last.at === at && last.automatic === automatic) last.letters += 1
    else deletions.push({ id, at, automatic, letters: 1 })
  }
  return deletions
}
