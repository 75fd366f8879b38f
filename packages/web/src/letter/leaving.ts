import { createStore } from '../state/store.ts'

/** The address a click in a letter asked for, while the person is asked whether to follow it. */
export const leaving = createStore<{ href: string; asking: boolean }>({ href: '', asking: false })

export function askBeforeLeaving(href: string): void {
  leaving.set({ href, asking: true })
}

/** The address is kept: a link that loses it in the click on it leads nowhere. */
export function stay(): void {
  leaving.set({ asking: false })
}
