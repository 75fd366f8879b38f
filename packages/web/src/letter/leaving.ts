import { createStore } from '../state/store.ts'

/** The address a click in a letter asked for, while the person is asked whether to follow it. */
export const leaving = createStore({ href: '', domain: '', asking: false })

/** @param domain how it is shown where the link is; without it as the network writes it, with `xn--` */
export function askBeforeLeaving(href: string, domain: string = new URL(href).host): void {
  leaving.set({ href, domain, asking: true })
}

/** The address is kept: a link that loses it in the click on it leads nowhere. */
export function stay(): void {
  leaving.set({ asking: false })
}
