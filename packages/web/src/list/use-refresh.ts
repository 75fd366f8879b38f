import { useEffect } from 'react'
import { refreshLetters } from './load-letters.ts'

const everyMinute = 60_000

/** Asks for news each minute while the page is in view, when it comes into view and when the network is back. */
export function useRefresh(): void {
  useEffect(() => {
    const refresh = (): void => {
      if (document.visibilityState === 'visible') void refreshLetters()
    }
    const timer = setInterval(refresh, everyMinute)
    window.addEventListener('focus', refresh)
    window.addEventListener('online', refresh)
    window.addEventListener('offline', refresh)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', refresh)
      window.removeEventListener('online', refresh)
      window.removeEventListener('offline', refresh)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [])
}
