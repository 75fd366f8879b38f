import { useEffect, useLayoutEffect, useRef } from 'react'
import { currentPlace } from '../router/navigation.ts'
import type { LettersRoute } from '../router/route.ts'
import { useStore } from '../state/store.ts'
import { lettersStore } from './letters-store.ts'
import { keepPositions, listKey, positionOf, rememberPosition } from './list-position.ts'
import { listScroller } from './list-scroll.ts'
import { focusRow, focusRowIfStillNowhere, rowFocus } from './row-focus.ts'

/**
 * A list is where it was left when one comes back to it: from a letter, from another place, after a stronger sign-in
 * and after a reload. The focus goes to the row that one came from, and in another place to its heading.
 *
 * @returns the letter that was open last
 */
export function useWayBack(route: LettersRoute): string | undefined {
  const { letterId, place } = route
  const key = listKey(route)
  const before = useRef<{ key: string; place: string; letterId: string | undefined }>(undefined)
  const unanswered = useRef(rowFocus.get().request)
  const restore = useScrollOf(route)
  useLayoutEffect(() => {
    const from = before.current
    before.current = { key, place, letterId }
    if (letterId !== undefined) rememberPosition(route, { letterId })
    const asked = rowFocus.get().request !== unanswered.current
    unanswered.current = rowFocus.get().request
    if (from?.key === key && letterId !== undefined) {
      if (from.letterId === letterId) return
      window.scrollTo(0, 0)
      document.querySelector('.reader')?.scrollTo(0, 0)
      return
    }
    restore()
    // what was done to the letter has already said where to go on
    if (!asked && letterId === undefined) goOn(from, route)
    unanswered.current = rowFocus.get().request
  }, [key, place, letterId])
  return positionOf(route).letterId
}

function goOn(from: { place: string; letterId: string | undefined } | undefined, route: LettersRoute): void {
  if (from?.place === route.place) {
    if (from.letterId !== undefined) focusRow(from.letterId)
  } else if (currentPlace().visit > 0) focusRow(undefined)
  else if (isLoadedByBack()) {
    const { letterId } = positionOf(route)
    if (letterId !== undefined) focusRowIfStillNowhere(letterId)
  }
}

/** After a stronger sign-in the list is in a document of its own, which Back loads anew. */
function isLoadedByBack(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'back_forward'
}

/** Notes where the list stands, and puts it there again once its rows are loaded. */
function useScrollOf(route: LettersRoute): () => void {
  const { place, unreadOnly } = route
  const pending = useRef(true)
  const { rows, phase, returning } = useStore(lettersStore)
  useLayoutEffect(() => {
    if (!pending.current || returning || phase === 'none' || phase === 'loading') return
    const scroller = listScroller()
    if (scroller === undefined) return
    pending.current = false
    scroller.scrollTop = positionOf({ place, unreadOnly }).top
  })
  useEffect(() => {
    if (phase === 'ready') rememberPosition({ place, unreadOnly }, { loaded: rows.length })
  }, [phase, rows.length, place, unreadOnly])
  useEffect(() => {
    const note = (): void => {
      const scroller = listScroller()
      if (!pending.current && scroller !== undefined)
        rememberPosition({ place, unreadOnly }, { top: scroller.scrollTop })
    }
    // scrolling does not bubble, but it can be caught on its way down
    document.addEventListener('scroll', note, { capture: true, passive: true })
    window.addEventListener('pagehide', keepPositions)
    return () => {
      document.removeEventListener('scroll', note, { capture: true })
      window.removeEventListener('pagehide', keepPositions)
    }
  }, [place, unreadOnly])
  return () => {
    pending.current = true
  }
}
