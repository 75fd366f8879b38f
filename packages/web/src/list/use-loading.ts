import { useEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import type { LettersRoute } from '../router/route.ts'
import { type LettersState, lettersStore } from './letters-store.ts'
import { listKey } from './list-position.ts'
import { openList } from './load-letters.ts'

/** Fetches when there is nothing yet or another list is chosen, and says aloud what came. */
export function useLoading(letters: LettersState, { place, unreadOnly }: LettersRoute): void {
  const { t } = useTexts()
  const announced = useRef(true)
  useEffect(() => {
    const { phase } = lettersStore.get()
    const other = listKey(lettersStore.get()) !== listKey({ place, unreadOnly })
    if (phase !== 'none' && !other) return
    announced.current = phase === 'none'
    void openList({ place, unreadOnly })
  }, [place, unreadOnly, letters.phase])
  useEffect(() => {
    if (letters.failure === 'SERVER_ERROR') announceAlert(t('M06'))
  }, [letters.failure, t])
  const n = letters.rows.length
  useEffect(() => {
    if (letters.phase !== 'ready' || announced.current) return
    announced.current = true
    const timer = setTimeout(() => announceStatus(t(unreadOnly ? 'list.shownUnread' : 'list.shown', { n })), 500)
    return () => clearTimeout(timer)
  }, [letters.phase, n, place, unreadOnly, t])
}
