import type { ReactNode } from 'react'
import { formatDaysLeft } from './card-format.ts'
import { useCardTexts } from './card-texts.ts'
import { daysUntil } from './day-count.ts'

/** How far off a day is, beside the day itself; not on paper, where it would be wrong tomorrow. */
export function DaysLeft({ at }: { at: Date }): ReactNode {
  const { t } = useCardTexts()
  return <span className="days-left"> ({formatDaysLeft(daysUntil(at, new Date()), t)})</span>
}
