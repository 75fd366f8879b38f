import type { CalendarTime } from './calendar-times.ts'

export interface CalendarEntry {
  /** The same for the same entry, so that a second import replaces the first. */
  uid: string
  time: CalendarTime
  title: string
  place: string | null
  description: string | null
}

/**
 * A calendar file (RFC 5545). Instants are in UTC, which every calendar shows by its own clock, right on both sides of
 * a change to summer time; whole days have no zone at all.
 */
export function writeCalendar(entries: readonly CalendarEntry[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Brevdue//Mailbox//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => eventLines(entry, now)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines({ uid, time, title, place, description }: CalendarEntry, now: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(now)}`,
    ...timeLines(time),
    `SUMMARY:${escaped(title)}`,
    ...(place === null ? [] : [`LOCATION:${escaped(place)}`]),
    ...(description === null ? [] : [`DESCRIPTION:${escaped(description)}`]),
    'CLASS:PRIVATE',
    'END:VEVENT',
  ]
}

function timeLines(time: CalendarTime): string[] {
  if ('start' in time) {
    return [`DTSTART:${utc(time.start)}`, ...(time.end === null ? [] : [`DTEND:${utc(time.end)}`])]
  }
  const next = new Date(Date.parse(`${time.day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  // A due date does not make anybody busy.
  return [`DTSTART;VALUE=DATE:${compact(time.day)}`, `DTEND;VALUE=DATE:${compact(next)}`, 'TRANSP:TRANSPARENT']
}

const compact = (text: string) => text.replaceAll('-', '')
const utc = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '')

/** A line break becomes `\n` and no other control character survives, so that no text can begin a line of its own. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n?|[\n\u0085\u2028\u2029]/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** At most 75 bytes a line, never within a character; the lines that follow begin with a space. */
function folded(line: string): string {
  const encoder = new TextEncoder()
  let room = 75
  let written = ''
  for (const character of line) {
    const bytes = encoder.encode(character).length
    if (bytes > room) {
      written += '\r\n '
      room = 74
    }
    written += character
    room -= bytes
  }
  return written
}
