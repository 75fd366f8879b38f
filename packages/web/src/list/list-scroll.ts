import { useSyncExternalStore } from 'react'

/** From here on list and letter stand side by side and each scrolls by itself; below it the window scrolls. */
const wide = window.matchMedia('(min-width: 48rem)')

export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener)
      return () => wide.removeEventListener('change', listener)
    },
    () => wide.matches,
  )
}

export function listPane(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.list-pane')
}

/** What scrolls the list; undefined while a letter covers it. */
export function listScroller(): Element | undefined {
  const pane = listPane()
  if (pane === null || !pane.checkVisibility()) return undefined
  return wide.matches ? pane : (document.scrollingElement ?? undefined)
}

/** How far below the top of what scrolls the rows begin. */
export function marginAbove(rows: HTMLElement | null): number {
  const scroller = listScroller()
  if (rows === null || scroller === undefined) return 0
  const top = wide.matches ? scroller.getBoundingClientRect().top : 0
  return rows.getBoundingClientRect().top - top + scroller.scrollTop
}

export function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
