import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { lazy, type ReactNode, Suspense } from 'react'
import { PartBoundary } from '../../ui/part-boundary.tsx'

const DataCard = lazy(() => import('./data-card.tsx'))

/** Fetched only when a letter has something to show in it. */
export function LetterCard({ letter, document }: { letter: Letter; document: LetterDocument }): ReactNode {
  if (document.card === null) return null
  return (
    <PartBoundary key={document.id}>
      <Suspense fallback={null}>
        <DataCard letter={letter} document={document} />
      </Suspense>
    </PartBoundary>
  )
}
