import { parseDateTime } from './date-time.ts'

const offsetPattern = '(?:Z|[+-](?:0\\d|1[0-7]):[0-5]\\d(?::[0-5]\\d)?|[+-]18:00(?::00)?)'
const expression = new RegExp(
  '^(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)T(?<hour>[01]\\d|2[0-3]):(?<minute>[0-5]\\d)' +
    `(?::(?<second>[0-5]\\d)(?:\\.(?<fraction>\\d{1,9}))?)?(?:(?<offset>${offsetPattern})(?:\\[(?<zone>[^\\]]{1,50})\\])?)?$`,
  'i',
)

/** Where a time without an offset is: in UTC, or on the clock in Norway. */
export type ImpliedZone = 'UTC' | 'Norway'

/**
 * The instant that a time in a data type names, to the millisecond; undefined for what is no such time.
 *
 * These times are text in the schema. Read is what the official library's readers take (`ISO_DATE_TIME` of Java): date
 * and time with or without seconds, with up to nine decimals of them, with or without an offset, which a zone in
 * brackets may follow. A bare date is no moment, and neither is 24:00. White space around the text is ignored.
 *
 * @param implied where the clock is that a time without an offset was read from: UTC in nearly every field, as in the
 *   library, and Norway where the library calls the time a local one
 */
export function parseMoment(text: string, implied: ImpliedZone = 'UTC'): Date | undefined {
  const groups = expression.exec(text.trim())?.groups
  if (groups === undefined) return undefined
  const { offset, zone } = groups
  const local = clockText(groups)
  const clock = new Date(`${local}Z`)
  if (!isOnCalendar(clock, groups) || (zone !== undefined && !isZone(zone))) return undefined
  if (offset === undefined) return implied === 'UTC' ? clock : parseDateTime(local)
  const instant = new Date(clock.getTime() - offsetOf(offset))
  // Past the last year of four digits, which neither JSON nor calendars can write.
  return instant.getUTCFullYear() > 9999 ? undefined : instant
}

type Groups = Record<string, string | undefined>

const clockText = ({ year, month, day, hour, minute, second = '00', fraction = '' }: Groups) =>
  `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`

/**
 * 30 February would become a day of March. Years of three digits are typing errors, and calendars before the thirteenth
 * century do not agree.
 */
const isOnCalendar = (clock: Date, { year, day }: Groups) => Number(year) >= 1000 && clock.getUTCDate() === Number(day)

/** Milliseconds ahead of UTC. */
function offsetOf(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number)
  const distance = (hours * 60 + minutes) * 60_000 + seconds * 1000
  return offset.startsWith('-') ? -distance : distance
}

/** The offset before it says when it is; a name that does not exist is a typing error all the same. */
function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
