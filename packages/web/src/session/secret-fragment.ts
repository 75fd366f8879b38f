import { createStore } from '../state/store.ts'

/**
 * Codes come after the `#` of a link: servers, proxies and logs never see them. Here they leave the address bar and
 * the history before anything else happens, and live in memory until the page has used them.
 */
export const secretFragment = createStore<{ code: string | undefined }>({ code: undefined })

const paths = ['/activate', '/sign-in/link']

export function guardSecretFragment(): void {
  takeSecret()
  window.addEventListener('hashchange', takeSecret)
}

function takeSecret(): void {
  const { pathname, search, hash } = location
  if (hash.length < 2 || !paths.includes(pathname.replace(/\/+$/, ''))) return
  history.replaceState(history.state, '', pathname + search)
  secretFragment.set({ code: decode(hash.slice(1)) })
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
