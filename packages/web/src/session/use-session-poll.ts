import { useEffect } from 'react'
import { fetchSession } from '../api/session-api.ts'
import { updateSession } from './session-store.ts'

const every = 60_000

/**
 * A session can be ended from elsewhere: by its owner in another browser, or by the identity provider. Asked while
 * somebody looks, and when they come back; it extends nothing.
 */
export function useSessionPoll(): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void refresh()
    }
    const timer = window.setInterval(look, every)
    window.addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', look)
    }
  }, [])
}

async function refresh(): Promise<void> {
  try {
    updateSession(await fetchSession())
  } catch {
    // over: shown by the session store; out of reach: the list says so
  }
}
