import { checkOrganisationNumber } from '@brevdue/protocol'
import type { Claims, ShareRequestCard } from './card.ts'
import { plainText } from './plain-text.ts'

/** A hundred years: beyond it nothing meaningful can be said about when sharing ends. */
const longestSeconds = 100 * 366 * 86_400
const mostOrigins = 50

/** Null without a purpose: nobody should be asked to share for an unknown reason. */
export function shareRequestCard(claims: Claims<'share-documents-request'>): ShareRequestCard | null {
  const purpose = plainText(claims.purpose, 500)
  if (purpose === null) return null
  const seconds = Number(claims.maxShareDurationSeconds)
  return {
    type: 'share-request',
    name: 'share-documents-request',
    language: null,
    purpose,
    durationSeconds: Number.isInteger(seconds) && seconds > 0 && seconds <= longestSeconds ? seconds : null,
    onlyFrom: (claims.allowedOriginOrganisationNumbers ?? [])
      .map((number) => number.replace(/\s/g, ''))
      .filter((number) => checkOrganisationNumber(number))
      .slice(0, mostOrigins),
  }
}
