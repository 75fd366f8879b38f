import type { Fact, FactKind, Language } from '@brevdue/server/mailbox-contract'
import { formatDate, formatDeadline, formatTime, formatWeekday } from '../../language/dates.ts'
import { formatAmount } from '../../language/numbers.ts'
import type { CardTexts } from './card-texts.ts'
import { daysUntil } from './day-count.ts'

const noBreakSpace = '\u00a0'

/** `1 249,00 kr`, or with another currency's code: `59,80 SEK`. */
export function formatMoney(decimal: string, currency: string | null, language: Language): string {
  const kroner = formatAmount(decimal, language)
  if (currency === null || currency === 'NOK') return kroner
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

/** `fredag 5. desember 2026 kl. 10.00–10.30`, with both days when it lasts beyond one. */
export function formatInterval(startsAt: string, endsAt: string, { t, language }: CardTexts): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)]
  const date = formatWeekday(start, language)
  const [from, to] = [formatTime(start, language), formatTime(end, language)]
  if (daysUntil(end, start) === 0) return t('card.interval', { date, from, to })
  return t('card.longInterval', { date, from, endDate: formatWeekday(end, language), to })
}

/** `30 dager`, `12 timer`: the largest unit that says it, rounded down, since nothing lasts longer than promised. */
export function formatDuration(seconds: number, t: CardTexts['t']): string {
  if (seconds >= 86_400) return t('card.duration.days', { n: Math.floor(seconds / 86_400) })
  if (seconds >= 3600) return t('card.duration.hours', { n: Math.floor(seconds / 3600) })
  return t('card.duration.minutes', { n: Math.max(1, Math.floor(seconds / 60)) })
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
      const day = new Date(`2024-${value}T12:00:00Z`)
      return formatDeadline(day, day, language)
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
  new Intl.NumberFormat(language === 'en' ? 'en' : 'nb', { maximumFractionDigits: 1 }).format(number)
