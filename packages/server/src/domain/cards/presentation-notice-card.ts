import type { Claims, FactsCard } from './card.ts'
import { factsCard, text } from './facts.ts'

/** A request to present a credential. The query itself is for the wallet; only a plain type is a word for people. */
export function presentationNoticeCard(claims: Claims<'verifiable-presentation-notice'>): FactsCard | null {
  return factsCard('verifiable-presentation-notice', [
    text('title', claims.title),
    text('description', claims.description, 1000),
    text('credentialType', claims.simpleQuery?.type),
  ])
}
