import { parseMoment } from '@brevdue/protocol'

/**
 * The instant that a time in a data type names, or null: what `parseMoment` reads, in UTC without an offset. A bare
 * date, which is refused today, is in letters that were delivered earlier: the beginning of that day in Norway.
 */
export const instant = (text: string | undefined): Date | null => read(text, 'UTC')

/** As `instant`, for the few fields that hold a time on the clock in Norway when they have no offset. */
export const localInstant = (text: string | undefined): Date | null => read(text, 'Norway')

function read(text: string | undefined, implied: 'UTC' | 'Norway'): Date | null {
  const trimmed = (text ?? '').trim()
  const isDay = /^\d{4}-\d\d-\d\d$/.test(trimmed)
  return (isDay ? parseMoment(`${trimmed}T00:00`, 'Norway') : parseMoment(trimmed, implied)) ?? null
}

/** ISO 8601 in UTC, or null. */
export function moment(text: string | undefined): string | null {
  return instant(text)?.toISOString() ?? null
}

const osloDay = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day in Norway, `2026-11-23`, or null. */
export function day(text: string | undefined): string | null {
  const at = instant(text)
  return at === null ? null : osloDay.format(at)
}
