import type { Claims, FactsCard } from './card.ts'
import { factsCard, time, word } from './facts.ts'

export function pickupNoticeStatusCard(claims: Claims<'pickup-notice-status'>): FactsCard | null {
  return factsCard('pickup-notice-status', [
    word('status', claims.status),
    time('occurredAt', claims.occurrenceDatetime),
  ])
}
