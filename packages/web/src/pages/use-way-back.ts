import { useEffect, useLayoutEffect, useRef, useState } from 'react'

/**
 * Back to the list as it was left: the same place on a phone, where list and letter share one scroll, and the focus
 * on the row that one came from.
 *
 * @returns the letter that was open last
 */
export function useWayBack(letterId: string | undefined): string | undefined {
  const [lastId, setLastId] = useState<string>()
  const listScroll = useRef(0)
  const shown = useRef(letterId)
  useLayoutEffect(() => {
    const from = shown.current
    shown.current = letterId
    if (from === letterId) return
    if (letterId !== undefined) {
      window.scrollTo(0, 0)
      document.querySelector('.reader')?.scrollTo(0, 0)
      return
    }
    window.scrollTo(0, listScroll.current)
    document.querySelector<HTMLElement>(`.row-link[data-letter="${CSS.escape(from ?? '')}"]`)?.focus()
  }, [letterId])
  useEffect(() => {
    if (letterId !== undefined) setLastId(letterId)
    if (letterId !== undefined) return
    const keep = (): void => {
      listScroll.current = window.scrollY
    }
    window.addEventListener('scroll', keep, { passive: true })
    return () => window.removeEventListener('scroll', keep)
  }, [letterId])
  return lastId
}
