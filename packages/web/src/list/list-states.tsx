import type { PlaceId } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { Alert, Button, Paragraph, Skeleton } from '../ui/components.ts'
import { useElapsed } from '../ui/waiting.tsx'
import { placeWords } from './place-words.ts'

interface EmptyListProps {
  place: PlaceId
  unreadOnly: boolean
  days: number
}

export function EmptyList({ place, unreadOnly, days }: EmptyListProps): ReactNode {
  const { t } = useTexts()
  return <Paragraph className="list-empty">{t(unreadOnly ? 'M02' : placeWords[place].empty, { days })}</Paragraph>
}

export function ListFailure({ onRetry }: { onRetry: () => void }): ReactNode {
  const { t } = useTexts()
  return (
    <Alert data-color="danger" className="list-failure">
      <Paragraph>{t('M06')}</Paragraph>
      <Button variant="secondary" data-color="accent" onClick={onRetry}>
        {t('action.retry')}
      </Button>
    </Alert>
  )
}

const skeletonRows = ['70%', '55%', '80%', '62%', '74%', '50%'] as const

/** Nothing for the first second, then rows to be; words only after two, for those who cannot see them. */
export function ListSkeleton(): ReactNode {
  const { t } = useTexts()
  const shown = useElapsed(1000)
  const slow = useElapsed(2000)
  useEffect(() => {
    if (slow) announceStatus(t('list.loading'))
  }, [slow, t])
  if (!shown) return <div aria-busy="true" />
  return (
    <div className="list-skeleton" aria-busy="true">
      {skeletonRows.map((width) => (
        <div className="row-skeleton" key={width} aria-hidden="true">
          <Skeleton variant="text" width="40%" />
          <Skeleton variant="text" width={width} />
        </div>
      ))}
    </div>
  )
}
