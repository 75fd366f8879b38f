import { formatDate, formatTime } from './dates.ts'
import { useTexts } from './language-context.tsx'

/** `23. november 2026 kl. 03.12` in the chosen language. */
export function useMoment(): (instant: Date) => string {
  const { t, language } = useTexts()
  return (instant) =>
    t('letter.receivedAt', { date: formatDate(instant, language), time: formatTime(instant, language) })
}
