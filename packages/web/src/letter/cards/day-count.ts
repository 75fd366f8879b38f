const osloDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** Days on the calendar in Norway from `now` to `then`: 0 for today, -1 for yesterday. */
export function daysUntil(then: Date, now: Date): number {
  const [to, from] = [then, now].map((at) => Date.parse(`${osloDay.format(at)}T00:00:00Z`))
  return Math.round(((to ?? 0) - (from ?? 0)) / 86_400_000)
}
