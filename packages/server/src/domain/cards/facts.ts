import { charge, price } from './amount.ts'
import type { Fact, FactGroup, FactsCard } from './card.ts'
import { day, moment } from './instant.ts'
import { plainText } from './plain-text.ts'

/** A line that may turn out to have no value; `factsCard` leaves those out. */
export type MaybeFact = Fact | null

function fact(label: string, value: string | null, kind: Fact['kind'], unit: string | null = null): MaybeFact {
  return value === null ? null : { label, title: null, value, kind, unit }
}

export const text = (label: string, value: string | undefined, longest = 150): MaybeFact =>
  fact(label, plainText(value, longest), 'text')

/** Already checked or put together by the caller. */
export const line = (label: string, value: string | null): MaybeFact => fact(label, value, 'text')

/** One of a closed list, said in the reader's own language. */
export const word = (label: string, value: string | undefined): MaybeFact => fact(label, value ?? null, 'word')

/** @param currency null when the sender names none and it cannot be known: then the number stands alone */
export const money = (label: string, value: string | undefined, currency: string | null = 'NOK'): MaybeFact =>
  fact(label, price(value), 'amount', currency)

/** As `money`, but nothing is said about nothing. */
export const fee = (label: string, value: string | undefined, currency: string | null = 'NOK'): MaybeFact =>
  fact(label, charge(value), 'amount', currency)

export function count(label: string, value: number | undefined, unit: string | null = null): MaybeFact {
  return fact(label, value === undefined || !Number.isSafeInteger(value) ? null : String(value), 'number', unit)
}

export const date = (label: string, value: string | undefined): MaybeFact => fact(label, day(value), 'date')

export const time = (label: string, value: string | undefined): MaybeFact => fact(label, moment(value), 'moment')

/** Named by the sender: a certificate's number, an attribute of a membership. */
export function titled(label: string, title: string | undefined, value: string | undefined, longest = 250): MaybeFact {
  const named = plainText(title, 150)
  const found = text(label, value, longest)
  if (found !== null) return { ...found, title: named }
  return named === null ? null : { label, title: null, value: named, kind: 'text', unit: null }
}

const isFact = (maybe: MaybeFact): maybe is Fact => maybe !== null

/** A group with something in it, or nothing. */
export function group(label: string, facts: readonly MaybeFact[]): FactGroup[] {
  const known = facts.filter(isFact)
  return known.length === 0 ? [] : [{ label, facts: known }]
}

type Rest = Partial<Pick<FactsCard, 'language' | 'groups' | 'table' | 'link' | 'edge'>>

/** Null when nothing at all can be shown: an empty card would only be a riddle. */
export function factsCard(name: string, facts: readonly MaybeFact[], rest: Rest = {}): FactsCard | null {
  const known = facts.filter(isFact)
  const { language = null, groups = [], table = null, link = null, edge = null } = rest
  if (known.length === 0 && groups.length === 0 && table === null && link === null) return null
  return { type: 'facts', name, language, facts: known, groups: groups.slice(0, mostGroups), table, link, edge }
}

const mostGroups = 50
