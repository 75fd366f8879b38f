import { createStore } from '../state/store.ts'

/** The address a click in a letter asked for, while the person is asked whether to follow it. */
export const leaving = createStore<{ href: string | undefined }>({ href: undefined })

export function askBeforeLeaving(href: string): void {
  leaving.set({ href })
}

export function stay(): void {
  leaving.set({ href: undefined })
}
