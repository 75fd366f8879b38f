import type { Fact, FactKind, Language } from '@brevdue/server/mailbox-contract'
import { formatDate, formatDeadline, formatTime, formatWeekday } from '../../language/dates.ts'
import { formatAmount } from '../../language/numbers.ts'
import type { CardTexts } from './card-texts.ts'
import { daysUntil } from './day-count.ts'

const noBreakSpace = '\u00a0'

/** `1 249,00 kr`, with another currency's code `59,80 SEK`, and the number alone where the sender names no currency. */
export function formatMoney(decimal: string, currency: string | null, language: Language): string {
  const kroner = formatAmount(decimal, language)
  if (currency === 'NOK') return kroner
  if (currency === null) return kroner.replace(/^NOK.|.kr$/, '')
  return language === 'en' ? kroner.replace(/^NOK/, currency) : kroner.replace(/kr$/, currency)
}

/** Four digits and two and five, as account numbers are printed. */
export const groupAccount = (account: string) => account.replace(/^(\d{4})(\d\d)(\d{5})$/, '$1 $2 $3')

/** In fours, so that it can be read out and compared. */
export const groupKid = (kid: string) => kid.replace(/(?<=^(?:.{4})+)(?=.)/g, ' ')

/** `12 dager igjen`, `i morgen`, `for 3 dager siden`: neutral words also when it is past. */
export function formatDaysLeft(days: number, t: CardTexts['t']): string {
  if (days === 0) return t('card.days.today')
  if (days === 1) return t('card.days.tomorrow')
  return days > 0 ? t('card.days.left', { n: days }) : t('card.days.ago', { n: -days })
}

export function formatMoment(at: Date, { t, language }: CardTexts): string {
  return t('card.deadlineAt', { date: formatDate(at, language), time: formatTime(at, language) })
}

/**
 * `fredag 5. desember 2026 kl. 10.00–10.30`, with both days when it lasts beyond one, and the start alone when the
 * sender states no other end. Always what was stated, also when the end is before the start.
 */
export function formatInterval(startsAt: string, endsAt: string | null, { t, language }: CardTexts): string {
  const start = new Date(startsAt)
  const date = formatWeekday(start, language)
  const from = formatTime(start, language)
  if (endsAt === null || endsAt === startsAt) return t('card.deadlineAt', { date, time: from })
  const end = new Date(endsAt)
  const to = formatTime(end, language)
  if (daysUntil(end, start) === 0) return t('card.interval', { date, from, to })
  return t('card.longInterval', { date, from, endDate: formatWeekday(end, language), to })
}

const durationUnits = [
  ['card.duration.days', 86_400],
  ['card.duration.hours', 3600],
  ['card.duration.minutes', 60],
  ['card.duration.seconds', 1],
] as const

/** `30 dager`, `1 time 30 minutter`: all of it, since a rounded duration is one that the sender did not state. */
export function formatDuration(seconds: number, t: CardTexts['t']): string {
  let rest = seconds
  const parts: string[] = []
  for (const [key, length] of durationUnits) {
    const n = Math.floor(rest / length)
    rest -= n * length
    if (n > 0) parts.push(t(key, { n }))
  }
  return parts.join(' ')
}

/** A fact's value in the reader's language; undefined for a word that this page does not know. */
export function formatFact(name: string, fact: Pick<Fact, 'label' | 'value' | 'kind' | 'unit'>, texts: CardTexts) {
  const { label, value, kind, unit } = fact
  return kind === 'word' ? texts.word(name, `${label}.${value}`) : formatValue(value, kind, unit, texts)
}

export function formatValue(value: string, kind: FactKind, unit: string | null, texts: CardTexts): string {
  const { language } = texts
  switch (kind) {
    case 'amount':
      return formatMoney(value, unit, language)
    case 'number':
      return formatMeasure(Number(value), unit, texts)
    case 'date':
      return formatDate(new Date(`${value}T12:00:00Z`), language)
    case 'day': {
      // a leap year has every day that comes back
      const [date = '', clock] = value.split('T')
      const day = new Date(`2024-${date}T12:00:00Z`)
      const written = formatDeadline(day, day, language)
      if (clock === undefined) return written
      return texts.t('card.deadlineAt', { date: written, time: language === 'en' ? clock : clock.replace(':', '.') })
    }
    case 'moment':
      return formatMoment(new Date(value), texts)
    default:
      return value
  }
}

const units: Record<string, string> = { m2: 'm²', cm: 'cm', m: 'm', g: 'g' }

function formatMeasure(number: number, unit: string | null, { t, language }: CardTexts): string {
  if (unit === 's') return formatDuration(number, t)
  if (unit === 'm' && number >= 1000) return `${formatNumber(number / 1000, language)}${noBreakSpace}km`
  if (unit === 'g' && number >= 1000) return `${formatNumber(number / 1000, language)}${noBreakSpace}kg`
  const written = formatNumber(number, language)
  return unit === null ? written : `${written}${noBreakSpace}${units[unit] ?? unit}`
}

const formatNumber = (number: number, language: Language) =>
  new Intl.NumberFormat(language === 'en' ? 'en' : 'nb', { maximumFractionDigits: 3 }).format(number)
