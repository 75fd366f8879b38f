/** From here on list and letter stand side by side and each scrolls by itself; below it the window scrolls. */
const wide = window.matchMedia('(min-width: 48rem)')

export function listPane(): HTMLElement | null {
  return document.querySelector<HTMLElement>('.list-pane')
}

/** What scrolls the list; undefined while a letter covers it. */
export function listScroller(): Element | undefined {
  const pane = listPane()
  if (pane === null || !pane.checkVisibility()) return undefined
  return wide.matches ? pane : (document.scrollingElement ?? undefined)
}

export function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
