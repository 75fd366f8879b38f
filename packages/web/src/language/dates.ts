import type { Language } from '@brevdue/server/mailbox-contract'

/**
 * Own tables, because Chromium has no `nn` and silently answers in English (mailbox design, section 8).
 * All times are shown as the clock in Norway shows them, wherever the reader is: deadlines are Norwegian.
 */
const months: Record<Language, readonly string[]> = {
  nb: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  nn: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
}
const shortMonths: Record<Language, readonly string[]> = {
  nb: 'jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.'.split(' '),
  nn: 'jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
}
const weekdays: Record<Language, readonly string[]> = {
  nb: 'mandag tirsdag onsdag torsdag fredag lørdag søndag'.split(' '),
  nn: 'måndag tysdag onsdag torsdag fredag laurdag søndag'.split(' '),
  en: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
}

interface Clock {
  year: number
  month: number
  day: number
  hour: string
  minute: string
}

const osloClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function clockOf(instant: Date): Clock {
  const parts = new Map(osloClock.formatToParts(instant).map((part) => [part.type, part.value]))
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  return {
    year: number('year'),
    month: number('month') - 1,
    day: number('day'),
    hour: parts.get('hour') ?? '',
    minute: parts.get('minute') ?? '',
  }
}

/** `08.00`, in English `08:00`. */
export function formatTime(instant: Date, language: Language): string {
  const { hour, minute } = clockOf(instant)
  return `${hour}${language === 'en' ? ':' : '.'}${minute}`
}

/** `23. november 2026`, in English `23 November 2026`. */
export function formatDate(instant: Date, language: Language): string {
  return `${formatDayMonth(instant, language)} ${clockOf(instant).year}`
}

/** `5. desember`, in English `5 December`. */
function formatDayMonth(instant: Date, language: Language): string {
  const { day, month } = clockOf(instant)
  return `${day}${language === 'en' ? '' : '.'} ${months[language][month]}`
}

/** `mandag 23. november 2026`. */
export function formatWeekday(instant: Date, language: Language): string {
  const { year, month, day } = clockOf(instant)
  const weekday = (new Date(Date.UTC(year, month, day)).getUTCDay() + 6) % 7
  return `${weekdays[language][weekday]} ${formatDate(instant, language)}`
}

/** As short as a list row needs: `08.00` today, `22. nov.` this year, `22.11.2024` before. */
export function formatListDate(instant: Date, now: Date, language: Language): string {
  const then = clockOf(instant)
  const today = clockOf(now)
  if (then.year !== today.year) {
    const separator = language === 'en' ? '/' : '.'
    return [pad(then.day), pad(then.month + 1), then.year].join(separator)
  }
  if (then.month === today.month && then.day === today.day) return formatTime(instant, language)
  return `${then.day}${language === 'en' ? '' : '.'} ${shortMonths[language][then.month]}`
}

/** `5. des.`, with the year when it is not this year's: what a list row has room for. */
export function formatShortDay(instant: Date, now: Date, language: Language): string {
  const { year, month, day } = clockOf(instant)
  const short = `${day}${language === 'en' ? '' : '.'} ${shortMonths[language][month]}`
  return year === clockOf(now).year ? short : `${short} ${year}`
}

/** A deadline in words: without the year when it is this year's. */
export function formatDeadline(instant: Date, now: Date, language: Language): string {
  return clockOf(instant).year === clockOf(now).year ? formatDayMonth(instant, language) : formatDate(instant, language)
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
