import { useEffect } from 'react'

interface Connection {
  saveData?: boolean
  effectiveType?: string
}

/** Fetches the PDF reader (never a letter) once the list has come to rest, unless the line is slow or paid by the byte. */
export function usePrefetch(): void {
  useEffect(() => {
    const { connection } = navigator as { connection?: Connection }
    if (connection?.saveData === true || /2g|3g/.test(connection?.effectiveType ?? '')) return
    const fetchReader = (): void => void import('./pdf/pdf-paper.tsx').catch(() => undefined)
    if (!('requestIdleCallback' in window)) return
    const handle = requestIdleCallback(fetchReader, { timeout: 10_000 })
    return () => cancelIdleCallback(handle)
  }, [])
}
