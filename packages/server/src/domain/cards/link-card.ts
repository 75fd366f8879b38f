import type { Claims, LinkCard } from './card.ts'
import { cardLink } from './card-link.ts'
import { moment } from './instant.ts'
import { plainText } from './plain-text.ts'

/** A letter whose content lies elsewhere. Null when the address cannot be trusted. */
export function linkCard(claims: Claims<'externalLink'>): LinkCard | null {
  const link = cardLink(claims.url, claims.buttonText, 30)
  if (link === null) return null
  return {
    type: 'link',
    name: 'externalLink',
    language: null,
    link,
    description: plainText(claims.description, 300),
    deadlineAt: moment(claims.deadline),
  }
}
