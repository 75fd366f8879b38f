import type { DocumentView } from '../../domain/letter-view.ts'
import type { DataCard } from './contract.ts'

/** @param now when the answer is given: what would last so long from now, ends then */
export function presentCard(card: DocumentView['card'], now: Date): DataCard | null {
  if (card?.type !== 'share-request') return card
  const { durationSeconds } = card
  const endsAt = durationSeconds === null ? null : new Date(now.getTime() + durationSeconds * 1000).toISOString()
  return { ...card, endsAt }
}
