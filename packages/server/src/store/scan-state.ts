import type { ScanState } from '../domain/access.ts'

export type StoredScan = 'clean' | 'waiting' | 'withheld' | 'destroyed'

/** What waits in the queue is being checked, as its reader sees it. */
export const scanState = (stored: StoredScan): ScanState => (stored === 'waiting' ? 'checking' : stored)
