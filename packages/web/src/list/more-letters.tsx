import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { aroundView } from '../state/around-view.ts'
import { Button } from '../ui/components.ts'
import { type LettersState, lettersStore } from './letters-store.ts'
import { loadMore } from './load-letters.ts'
import { focusRow } from './row-focus.ts'

/**
 * The next page comes by itself two screens before the end; the button is for whoever does not scroll. While it has the
 * focus nothing comes by itself, which would push it out of view.
 */
export function MoreLetters({ letters }: { letters: LettersState }): ReactNode {
  const { t } = useTexts()
  const end = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState(false)
  const { nextCursor, failure, rows } = letters
  useEffect(() => {
    if (end.current === null || nextCursor === null || failure !== undefined || focused) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void loadMore()
    }, aroundView('200%'))
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [nextCursor, failure, focused])
  useLayoutEffect(() => {
    if (focused) end.current?.scrollIntoView({ block: 'nearest' })
  }, [focused, rows.length])
  if (nextCursor === null) return null
  return (
    <div ref={end} className="list-more" onFocus={() => setFocused(true)} onBlur={() => setFocused(false)}>
      <Button
        variant="tertiary"
        loading={letters.phase === 'loading-more'}
        onClick={() => void showMore((n) => announceStatus(t('list.loaded', { n })))}
      >
        {t('action.showMore')}
      </Button>
    </div>
  )
}

/** After the last page the button is gone: the focus goes on to the first of the letters it has brought. */
async function showMore(tell: (n: number) => void): Promise<void> {
  const before = lettersStore.get().rows.length
  const n = await loadMore()
  const { rows, nextCursor } = lettersStore.get()
  if (n > 0) tell(n)
  if (n > 0 && nextCursor === null) focusRow(rows[before]?.id)
}
