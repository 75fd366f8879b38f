import { idnr } from '@navikt/fnrvalidator'

/**
 * Which register's offset the month carries: the population register (none), an H-number or Nav's synthetic people
 * (+40, they cannot be told apart), Norsk Helsenett's synthetic people (+65), the Tax Administration's (+80).
 */
export type NumberSeries = 'population' | 'h-number-or-nav' | 'nhn' | 'tenor'

export type PersonalIdentificationNumberCheck =
  | {
      readonly valid: true
      readonly kind: 'ordinary' | 'd-number'
      readonly series: NumberSeries
      /** True where the number cannot belong to a real person who was given it by the population register. */
      readonly synthetic: boolean
      /** `2032`: the first control digit fits only the rule that begins that year. */
      readonly form: '1964' | '2032'
      /** As YYYY-MM-DD, where the rules of before 2032 give the century; never to be relied on for who someone is. */
      readonly birthDate: string | undefined
    }
  | { readonly valid: false; readonly problem: 'form' | 'control-digits' | 'date' }

const offsets: readonly { readonly series: NumberSeries; readonly month: number }[] = [
  { series: 'tenor', month: 80 },
  { series: 'nhn', month: 65 },
  { series: 'h-number-or-nav', month: 40 },
  { series: 'population', month: 0 },
]

/**
 * Checks a Norwegian national identity number of any form: ordinary, D-number, H-number, the synthetic series and
 * their mixtures, and the control digits that are valid from 2032 (protocol.md 6.2, docs/decisions).
 * Digits only, no blanks. Says nothing about whether anybody has the number.
 */
export function checkPersonalIdentificationNumber(text: string): PersonalIdentificationNumberCheck {
  if (!/^\d{11}$/.test(text)) return { valid: false, problem: 'form' }
  // The library's date check does not know the series of Norsk Helsenett; its check of the digits holds for all.
  const result = idnr(text)
  if (result.status === 'invalid' && result.reasons.includes("checksums don't match")) {
    return { valid: false, problem: 'control-digits' }
  }
  const kind = Number(text[0]) >= 4 ? 'd-number' : 'ordinary'
  const day = Number(text.slice(0, 2)) - (kind === 'd-number' ? 40 : 0)
  const writtenMonth = Number(text.slice(2, 4))
  const { series, month: offset } = offsets.find((each) => writtenMonth > each.month) ?? {
    series: 'population',
    month: 0,
  }
  const month = writtenMonth - offset
  const yearOfCentury = Number(text.slice(4, 6))
  const form = hasOldControlDigit(text) ? '1964' : '2032'
  // From 2032 the century cannot be told, so 29 February of a year 00 has to be taken as possible: 2000 had one.
  if (!dateExists(2000 + yearOfCentury, month, day)) return { valid: false, problem: 'date' }
  const century = form === '1964' ? centuryOf(Number(text.slice(6, 9)), yearOfCentury) : undefined
  const known = century !== undefined && dateExists(century + yearOfCentury, month, day)
  const birthDate = known ? `${century + yearOfCentury}-${two(month)}-${two(day)}` : undefined
  return { valid: true, kind, series, synthetic: series !== 'population', form, birthDate }
}

const two = (value: number) => String(value).padStart(2, '0')

const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]

function hasOldControlDigit(digits: string): boolean {
  return firstWeights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11 === 0
}

/** First year of the century that the individual number stands for; undefined for the gaps in the old rules. */
function centuryOf(individual: number, yearOfCentury: number): number | undefined {
  if (individual <= 499) return 1900
  if (individual <= 749 && yearOfCentury >= 54) return 1800
  if (yearOfCentury <= 39) return 2000
  return individual >= 900 ? 1900 : undefined
}

function dateExists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year
}
