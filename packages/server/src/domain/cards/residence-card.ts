import type { Claims, Fact, FactsCard } from './card.ts'
import { factsCard, line, type MaybeFact, text } from './facts.ts'
import { plainText } from './plain-text.ts'

export function residenceCard(claims: Claims<'residence'>): FactsCard | null {
  return factsCard('residence', residenceFacts(claims))
}

/** Of a home: where it is and what it is called in the land register. */
export function residenceFacts(claims: Claims<'residence'> | undefined): MaybeFact[] {
  if (claims === undefined) return []
  return [
    line('address', homeAddress(claims.address)),
    unitNumber(claims.address.unitNumber),
    line('matrikkel', matrikkelOf(claims.matrikkel)),
    text('source', claims.source, 50),
    text('externalId', claims.externalId, 50),
  ]
}

function homeAddress({ streetName, houseNumber, postalCode, city }: Claims<'residence'>['address']): string | null {
  const street = [plainText(streetName, 100), plainText(houseNumber, 20)].filter((part) => part !== null).join(' ')
  const town = [plainText(postalCode, 10), plainText(city, 100)].filter((part) => part !== null).join(' ')
  return plainText([street, town].filter((part) => part !== '').join(', '), 250)
}

/** `H0102`: which flat, in the form that the register gives it. */
function unitNumber(number: string | undefined): Fact | null {
  return number !== undefined && /^[UKHL]\d{4}$/.test(number) ? line('unitNumber', number) : null
}

type Matrikkel = NonNullable<Claims<'residence'>['matrikkel']>

/** `0301-208/630/0/2`, as the land register writes it; nothing unless all of it is digits. */
function matrikkelOf(matrikkel: Matrikkel | undefined): string | null {
  if (matrikkel === undefined) return null
  const { kommunenummer, gaardsnummer, bruksnummer, festenummer, seksjonsnummer } = matrikkel
  // a number in the middle that is not stated is 0; at the end it is left out, as the sender did
  const rest = seksjonsnummer === undefined ? [festenummer] : [festenummer ?? '0', seksjonsnummer]
  const whole = `${kommunenummer}-${[gaardsnummer, bruksnummer, ...rest].filter((number) => number !== undefined).join('/')}`
  return /^\d{1,4}-\d{1,4}(?:\/\d{1,20}){1,3}$/.test(whole) ? whole : null
}
