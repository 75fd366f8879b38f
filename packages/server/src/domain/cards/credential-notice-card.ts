import type { Claims, FactsCard } from './card.ts'
import { factsCard, text } from './facts.ts'

type Name = 'verifiable-credential-notice' | 'verifiable-presentation-notice'

/** A notice about credentials in a wallet; the wallet is elsewhere, so it is only told. */
export function credentialNoticeCard(name: Name, claims: Partial<Claims<Name>>): FactsCard | null {
  return factsCard(name, [text('title', claims.title), text('description', claims.description, 1000)])
}
