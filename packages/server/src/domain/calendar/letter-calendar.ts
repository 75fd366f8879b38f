import type { CardLanguage, DataCard } from '../cards/card.ts'
import { plainText } from '../cards/plain-text.ts'
import { calendarTimes } from './calendar-times.ts'
import { calendarSource, calendarTitle } from './calendar-words.ts'
import { writeCalendar } from './write-calendar.ts'

interface CalendarSource {
  documentId: string
  card: DataCard
  sender: string | null
  subject: string | null
}

interface CalendarWishes {
  /** The owner wants sender, subject and place in it. Without that, whoever sees the calendar learns only when. */
  telling: boolean
  language: CardLanguage
  now: Date
}

/** The calendar file of a letter; null when it has no time in it. */
export function letterCalendar(source: CalendarSource, { telling, language, now }: CalendarWishes): string | null {
  const found = calendarTimes(source.card)
  if (found === null) return null
  const neutral = calendarTitle(found.kind, language)
  const told = [neutral, plainText(source.subject ?? undefined, 255)].filter((part) => part !== null).join(': ')
  const from = [plainText(source.sender ?? undefined, 255), calendarSource(language)]
    .filter((part) => part !== null)
    .join('\n')
  const entries = found.times.map((time, index) => ({
    uid: `${source.documentId}-${index}@brevdue`,
    time,
    title: telling ? told : neutral,
    place: telling ? found.place : null,
    description: telling ? from : calendarSource(language),
  }))
  return writeCalendar(entries, now)
}
