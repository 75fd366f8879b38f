import type { CardInterval, DataCard } from '../cards/card.ts'

/** A whole day in Norway (`2026-12-05`), or from one instant to another; without an end where none can be shown. */
export type CalendarTime = { day: string } | { start: Date; end: Date | null }

export interface CalendarTimes {
  /** What kind of entry it is; the words come from the reader's language. */
  kind: 'due' | 'deadline' | 'appointment' | 'event'
  times: CalendarTime[]
  place: string | null
}

const osloDay = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** What of a card belongs in a calendar; null when it has no time. */
export function calendarTimes(card: DataCard): CalendarTimes | null {
  const found = timesOf(card)
  return found === null || found.times.length === 0 ? null : found
}

function timesOf(card: DataCard): CalendarTimes | null {
  switch (card.type) {
    case 'payment':
      return card.asks === 'pay' ? wholeDay('due', card.dueAt) : null
    case 'link':
      return wholeDay('deadline', card.deadlineAt)
    case 'appointment':
      return { kind: 'appointment', times: intervals([card]), place: placeOf(card) }
    case 'event':
      return { kind: 'event', times: intervals(card.times), place: placeOf(card) }
    default:
      return null
  }
}

/** The year 9999 stands for never, and the day after its last could not be written. */
const isNever = (at: string) => new Date(at).getUTCFullYear() >= 9999

function wholeDay(kind: 'due' | 'deadline', at: string | null): CalendarTimes | null {
  if (at === null || isNever(at)) return null
  return { kind, times: [{ day: osloDay.format(new Date(at)) }], place: null }
}

/** An end that is not after its start has no form in a calendar file; the start is right all the same. */
function intervals(times: readonly CardInterval[]): CalendarTime[] {
  return times
    .filter(({ startsAt, endsAt }) => !isNever(endsAt ?? startsAt))
    .map(({ startsAt, endsAt }) => ({
      start: new Date(startsAt),
      end: endsAt !== null && endsAt > startsAt ? new Date(endsAt) : null,
    }))
}

function placeOf({ placeName, address }: { placeName: string | null; address: string | null }): string | null {
  const parts = [placeName, address].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(', ')
}
