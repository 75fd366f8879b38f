import type { Claims, FactsCard } from './card.ts'
import { factsCard, text, time } from './facts.ts'

export function signedDocumentCard(claims: Claims<'signedDocument'>): FactsCard | null {
  return factsCard('signedDocument', [
    text('subject', claims.documentSubject),
    text('issuer', claims.documentIssuer),
    time('signedAt', claims.signingTime),
  ])
}
