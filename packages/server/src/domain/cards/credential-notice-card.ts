import type { Claims, FactsCard } from './card.ts'
import { factsCard, text, time } from './facts.ts'

/** A notice about a credential. The wallet that holds it is elsewhere, so there is nothing to do here. */
export function credentialNoticeCard(claims: Claims<'verifiable-credential-notice'>): FactsCard | null {
  return factsCard('verifiable-credential-notice', [
    text('title', claims.title),
    text('description', claims.description, 1000),
    time('validFrom', claims.validFrom),
    time('validUntil', claims.validUntil),
    text('credentialId', claims.credentialId, 250),
  ])
}
