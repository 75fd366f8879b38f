import { useEffect } from 'react'

interface Connection {
  saveData?: boolean
  effectiveType?: string
}

/** Fetches what shows letters (never a letter) once the list has come to rest, unless the line is slow or paid by the byte. */
export function usePrefetch(): void {
  useEffect(() => {
    const { connection } = navigator as { connection?: Connection }
    if (connection?.saveData === true || /2g|3g/.test(connection?.effectiveType ?? '')) return
    const fetchReader = async (): Promise<void> => {
      await import('./letter-body.tsx')
      const { fetchEngine } = await import('./pdf/pdf-paper.tsx')
      await fetchEngine()
    }
    if (!('requestIdleCallback' in window)) return
    const handle = requestIdleCallback(() => void fetchReader().catch(() => undefined), { timeout: 10_000 })
    return () => cancelIdleCallback(handle)
  }, [])
}
