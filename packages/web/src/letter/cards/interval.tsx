import type { ReactNode } from 'react'
import { formatInterval } from './card-format.ts'
import { useCardTexts } from './card-texts.ts'

interface Stated {
  startsAt: string
  endsAt: string | null
}

/** From when to when, as the sender states it; with a word about an end that cannot be meant. */
export function Interval({ startsAt, endsAt }: Stated): ReactNode {
  const texts = useCardTexts()
  return (
    <>
      <time dateTime={startsAt}>{formatInterval(startsAt, endsAt, texts)}</time>
      {endsAt !== null && endsAt < startsAt && <span className="card-remark">{texts.t('card.endsBefore')}</span>}
    </>
  )
}

/** The latest instant of what has been stated. */
export const lastOf = (times: readonly Stated[]): string =>
  times.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt ?? startsAt]).reduce((a, b) => (a > b ? a : b), '')
