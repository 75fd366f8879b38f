import type { Session } from '@brevdue/server/mailbox-contract'
import { useEffect, useState } from 'react'
import { loadSession } from '../session/session-store.ts'
import { clearLetters } from './letters-store.ts'

/** setTimeout counts in 32 bits */
const longestTimer = 2 ** 31 - 1

/**
 * When a raised level lapses, what could only be seen with it leaves memory and page at once; the list asks anew for
 * what may still be shown.
 *
 * @returns how often that has happened: a letter that is open has to be asked for anew as well
 */
export function useLevelLapse({ levelEndsAt }: Session): number {
  const [lapses, setLapses] = useState(0)
  useEffect(() => {
    if (levelEndsAt === null) return
    let timer = 0
    const look = (): void => {
      const left = Date.parse(levelEndsAt) - Date.now()
      if (left > 0) {
        timer = window.setTimeout(look, Math.min(left, longestTimer))
        return
      }
      clearLetters()
      setLapses((before) => before + 1)
      void loadSession()
    }
    look()
    return () => clearTimeout(timer)
  }, [levelEndsAt])
  return lapses
}
