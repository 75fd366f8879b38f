import type { CardLanguage } from '../cards/card.ts'
import type { CalendarTimes } from './calendar-times.ts'

/** What an entry is called when the letter's subject is left out: enough for its owner, nothing for others. */
const titles: Record<CardLanguage, Record<CalendarTimes['kind'], string>> = {
  nb: { due: 'Forfall', deadline: 'Frist', appointment: 'Avtale', event: 'Avtale' },
  nn: { due: 'Forfall', deadline: 'Frist', appointment: 'Avtale', event: 'Avtale' },
  en: { due: 'Payment due', deadline: 'Deadline', appointment: 'Appointment', event: 'Appointment' },
}

const sources: Record<CardLanguage, string> = {
  nb: 'Fra et brev i Brevdue.',
  nn: 'Frå eit brev i Brevdue.',
  en: 'From a letter in Brevdue.',
}

export const calendarTitle = (kind: CalendarTimes['kind'], language: CardLanguage): string => titles[language][kind]
export const calendarSource = (language: CardLanguage): string => sources[language]
