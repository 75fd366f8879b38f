import { useEffect } from 'react'
import { useStore } from '../state/store.ts'
import { lettersStore } from './letters-store.ts'
import { refreshLetters } from './load-letters.ts'

const everyMinute = 60_000
/** A browser says that the network is back before it carries anything: the next try must not be a minute away. */
const whileOffline = 10_000

/** Asks for news each minute while the page is in view, when it comes into view and when the network is back. */
export function useRefresh(): void {
  const offline = useStore(lettersStore).failure === 'OFFLINE'
  useEffect(() => {
    const timer = setInterval(refresh, offline ? whileOffline : everyMinute)
    return () => clearInterval(timer)
  }, [offline])
  useEffect(() => {
    window.addEventListener('focus', refresh)
    window.addEventListener('online', refresh)
    window.addEventListener('offline', refresh)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      window.removeEventListener('focus', refresh)
      window.removeEventListener('online', refresh)
      window.removeEventListener('offline', refresh)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [])
}

function refresh(): void {
  if (document.visibilityState === 'visible') void refreshLetters()
}
