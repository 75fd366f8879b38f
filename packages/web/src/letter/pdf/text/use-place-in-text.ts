import { useEffect, useRef } from 'react'
import type { WishedPlace } from '../reading-place.ts'
import type { PageText } from './page-text.ts'

/** Brings the page that was asked for to the upper edge, as soon as its text is made; once for each wish. */
export function usePlaceInText(
  frame: { readonly current: HTMLElement | null },
  place: WishedPlace | undefined,
  pages: readonly PageText[],
): void {
  const fulfilled = useRef(0)
  const made = place !== undefined && pages.some(({ number }) => number === place.page)
  useEffect(() => {
    if (!made || fulfilled.current === place.wish) return
    fulfilled.current = place.wish
    const target = frame.current?.querySelector<HTMLElement>(`[data-page="${place.page}"]`)
    target?.scrollIntoView({ block: 'start' })
    target?.focus({ preventScroll: true })
  }, [frame, made, place])
}
