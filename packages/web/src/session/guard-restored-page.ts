import { loadSession } from './session-store.ts'

/** Back in the browser may show a stored page after somebody has signed out: nothing is shown before the server has answered. */
export function guardRestoredPage(root: HTMLElement): void {
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    root.hidden = true
    void loadSession().finally(() => {
      root.hidden = false
    })
  })
}
