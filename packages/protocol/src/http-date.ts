const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const pattern = /^([A-Z][a-z]{2}), (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/

/** The value of a `Date` header: `Wed, 29 Jun 2011 14:58:11 GMT` (protocol.md 2.1). Fractions of a second are cut. */
export function formatHttpDate(instant: Date): string {
  return instant.toUTCString()
}

/**
 * Reads a `Date` header in the form of RFC 1123. A day of one digit is taken, because Java's own formatter writes it.
 * @returns undefined for every other form, for a day that does not exist and for a weekday that does not fit
 */
export function parseHttpDate(text: string): Date | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [, weekday, day, monthName, year, hour, minute, second] = match
  const month = months.indexOf(monthName ?? '')
  const fields = [Number(year), month, Number(day), Number(hour), Number(minute), Number(second)] as const
  const instant = new Date(Date.UTC(...fields))
  // Years below 100 are moved to 1900 by Date.UTC, and everything out of range rolls over: both show as a difference.
  const seen = [
    instant.getUTCFullYear(),
    instant.getUTCMonth(),
    instant.getUTCDate(),
    instant.getUTCHours(),
    instant.getUTCMinutes(),
    instant.getUTCSeconds(),
  ]
  if (seen.some((value, index) => value !== fields[index])) return undefined
  return weekdays[instant.getUTCDay()] === weekday ? instant : undefined
}
