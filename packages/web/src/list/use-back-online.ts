import { useEffect, useRef } from 'react'
import { lettersStore } from './letters-store.ts'

/** Tries again, once the network or the server is back, what could not be had without it. */
export function useBackOnline(waiting: boolean, retry: () => void): void {
  const latest = useRef(retry)
  useEffect(() => {
    latest.current = retry
  }, [retry])
  useEffect(() => {
    if (!waiting) return
    const tryAgain = (): void => latest.current()
    let offline = isOffline()
    const stop = lettersStore.subscribe(() => {
      const wasOffline = offline
      offline = isOffline()
      if (wasOffline && !offline) tryAgain()
    })
    window.addEventListener('online', tryAgain)
    return () => {
      stop()
      window.removeEventListener('online', tryAgain)
    }
  }, [waiting])
}

/** The list looks for news each minute, so it is the first to know. */
function isOffline(): boolean {
  return lettersStore.get().failure === 'OFFLINE'
}
