import { parseDateTime } from '@brevdue/protocol'

/**
 * The instant that a time in a data type names, or null. Without an offset it is in UTC (protocol 11.4); a bare date is
 * the beginning of that day in Norway.
 */
export function instant(text: string | undefined): Date | null {
  const trimmed = (text ?? '').trim()
  if (/^\d{4}-\d\d-\d\d$/.test(trimmed)) return parsed(`${trimmed}T00:00:00`)
  return parsed(/(?:Z|[+-]\d\d:\d\d)$/.test(trimmed) ? trimmed : `${trimmed}Z`)
}

/** As `instant`, for the few fields that hold a time on the clock in Norway when they have no offset. */
export function localInstant(text: string | undefined): Date | null {
  const trimmed = (text ?? '').trim()
  return parsed(/^\d{4}-\d\d-\d\d$/.test(trimmed) ? `${trimmed}T00:00:00` : trimmed)
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

function parsed(lexical: string): Date | null {
  try {
    const at = parseDateTime(lexical)
    // Nobody means a year of three digits, and calendars before the thirteenth century do not agree.
    return at.getUTCFullYear() >= 1000 ? at : null
  } catch {
    return null
  }
}
