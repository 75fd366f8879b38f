import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { aroundView } from '../state/around-view.ts'
import { Button } from '../ui/components.ts'
import type { LettersState } from './letters-store.ts'
import { loadMore } from './load-letters.ts'

/** The next page comes by itself two screens before the end; the button is for whoever does not scroll. */
export function MoreLetters({ letters }: { letters: LettersState }): ReactNode {
  const { t } = useTexts()
  const end = useRef<HTMLDivElement>(null)
  const { nextCursor, failure } = letters
  useEffect(() => {
    if (end.current === null || nextCursor === null || failure !== undefined) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void loadMore()
    }, aroundView('200%'))
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [nextCursor, failure])
  if (nextCursor === null) return null
  const showMore = async (): Promise<void> => {
    const n = await loadMore()
    if (n > 0) announceStatus(t('list.loaded', { n }))
  }
  return (
    <div ref={end} className="list-more">
      <Button variant="tertiary" loading={letters.phase === 'loading-more'} onClick={() => void showMore()}>
        {t('action.showMore')}
      </Button>
    </div>
  )
}
