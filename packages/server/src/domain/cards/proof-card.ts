import { addressLine } from './address.ts'
import type { Claims, Fact, FactsCard } from './card.ts'
import { factsCard, group, line, type MaybeFact, text, titled } from './facts.ts'
import { day, instant, localInstant } from './instant.ts'
import { cardLanguage } from './language.ts'
import { plainText } from './plain-text.ts'

/**
 * A certificate of something. The holder's national identity number is never in the card: the holder knows it, and
 * whoever looks over a shoulder need not.
 */
export function proofCard(claims: Claims<'proof'>): FactsCard | null {
  const { proofHolder, validPeriod } = claims
  const holder = [proofHolder.firstname, proofHolder.surname].join(' ')
  const facts = [
    text('title', claims.title, 255),
    text('holder', holder),
    line('address', addressLine(proofHolder.address)),
    titled('number', claims.proofIdName, claims.proofIdValue),
    text('issuer', claims.authorizerName, 30),
    beginning('issuedAt', instant(claims.issuedTime)),
    ...periodFacts(validPeriod.period),
    ...yearlyFacts(validPeriod.yearlyRepeatingPeriod),
    ...(claims.attribute ?? []).slice(0, 5).map(({ title, text: value }) => titled('attribute', title, value)),
  ]
  return factsCard('proof', facts, {
    language: cardLanguage(claims.language),
    edge: colour(claims.backgroundColor),
    groups: group(
      'info',
      (claims.info ?? []).slice(0, 3).map(({ title, text: value }) => titled('paragraph', title, value, 1000)),
    ),
  })
}

/** Real colours only: what the sender's own check lets through goes up to the letter S. */
function colour(written: string | undefined): string | null {
  return written !== undefined && /^#[\da-f]{6}$/i.test(written) ? written.toLowerCase() : null
}

function periodFacts(period: Claims<'proof'>['validPeriod']['period']): MaybeFact[] {
  return [beginning('validFrom', localInstant(period?.from)), momentFact('validTo', localInstant(period?.to))]
}

function momentFact(label: string, at: Date | null): MaybeFact {
  return at === null ? null : { label, title: null, value: at.toISOString(), kind: 'moment', unit: null }
}

/**
 * What begins at midnight begins with that day, so that the clock says nothing. Of what ends at midnight it must be
 * said: the day itself is no longer part of it.
 */
function beginning(label: string, at: Date | null): MaybeFact {
  const onDay = day(at?.toISOString())
  const isMidnight = onDay !== null && localInstant(`${onDay}T00:00`)?.getTime() === at?.getTime()
  return isMidnight ? { label, title: null, value: onDay, kind: 'date', unit: null } : momentFact(label, at)
}

type Yearly = NonNullable<Claims<'proof'>['validPeriod']['yearlyRepeatingPeriod']>

function yearlyFacts(yearly: Yearly | undefined): MaybeFact[] {
  if (yearly === undefined) return []
  const years = [yearly.startYear, yearly.endYear].map((year) => (isYear(year) ? String(year) : ''))
  return [
    dayFact('yearlyFrom', yearly.from),
    dayFact('yearlyTo', yearly.to),
    line('years', plainText(years.join('–').replace(/^–$/, ''), 9)),
  ]
}

const isYear = (year: number | undefined): boolean => year !== undefined && year >= 1 && year <= 9999

function dayFact(label: string, { month, day, hour = 0, min = 0 }: Yearly['from']): Fact | null {
  // 2024 had a 29 February, so every day that comes back in some year is a day.
  const real = new Date(Date.UTC(2024, month - 1, day))
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return null
  const clock = hour === 0 && min === 0 ? '' : `T${String(hour).padStart(2, '0')}:${String(min).padStart(2, '0')}`
  return { label, title: null, value: real.toISOString().slice(5, 10) + clock, kind: 'day', unit: null }
}
