import { MailError } from '../mail-error.ts'
import { isDateTime } from './date-time-lexical.ts'

const osloParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  calendar: 'iso8601',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** How far Europe/Oslo is ahead of UTC at an instant, in milliseconds. */
function osloOffset(instant: number): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of osloParts.formatToParts(instant)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const wholeSecond = Math.floor(instant / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond
}

/**
 * The instant at which clocks in Oslo show this local time. A time that occurs twice in autumn means the first one, in
 * summer time; one that is skipped in spring means the same distance after the change.
 */
function fromOslo(local: number): number {
  // Oslo is never more than two hours ahead, so the offset two hours earlier is the one before any change.
  return local - osloOffset(local - 7_200_000)
}

const expression = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?(Z|[+-]\d\d:\d\d)?$/

/**
 * The instant that an xsd:dateTime names, to the millisecond. Without a zone it is the time in Norway (protocol 11.4
 * and 12.13). 24:00:00 is midnight at the end of the day.
 *
 * @throws MailError SCHEMA_VALIDATION_ERROR when it is not an xsd:dateTime, or its year is outside 1 to 9999
 */
export function parseDateTime(lexical: string): Date {
  const match = isDateTime(lexical) ? expression.exec(lexical) : null
  if (match === null)
    throw new MailError('SCHEMA_VALIDATION_ERROR', 'The text is not a date and time of the years 1 to 9999.')
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match
  const local = new Date(0)
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  local.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0')))
  if (zone === undefined) return new Date(fromOslo(local.getTime()))
  if (zone === 'Z') return local
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
  return new Date(local.getTime() - (zone.startsWith('-') ? -minutes : minutes) * 60_000)
}

/** An instant as the service writes it: time in Norway with its offset and milliseconds (protocol 5.8). */
export function formatDateTime(instant: Date): string {
  // Whole minutes: before 1895 the offset of Oslo had seconds, which the format cannot say.
  const minutes = Math.trunc(osloOffset(instant.getTime()) / 60_000)
  const local = new Date(instant.getTime() + minutes * 60_000).toISOString().slice(0, -1)
  const zone = `${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`
  return `${local}${minutes < 0 ? '-' : '+'}${zone}`
}
