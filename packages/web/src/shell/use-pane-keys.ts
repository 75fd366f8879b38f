import { useEffect } from 'react'

/** F6 and Shift+F6 go to the next and the previous pane that is in view. */
export function usePaneKeys(): void {
  useEffect(() => {
    const move = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return
      const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.checkVisibility())
      if (panes.length === 0) return
      event.preventDefault()
      const current = panes.findIndex((pane) => pane.contains(document.activeElement))
      const step = event.shiftKey ? -1 : 1
      const next = panes[(current === -1 && event.shiftKey ? 0 : current) + step] ?? panes.at(event.shiftKey ? -1 : 0)
      focusPane(next)
    }
    window.addEventListener('keydown', move)
    return () => window.removeEventListener('keydown', move)
  }, [])
}

/** A pane's own entry (the current row, the heading), else the pane itself. */
function focusPane(pane: HTMLElement | undefined): void {
  const entry = pane?.querySelector<HTMLElement>('[data-pane-entry], .row-link[tabindex="0"]')
  ;(entry ?? pane)?.focus()
}
