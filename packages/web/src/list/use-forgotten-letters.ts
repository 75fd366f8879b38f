import type { Session } from '@brevdue/server/mailbox-contract'
import { useEffect, useRef, useState } from 'react'
import { longestTimer } from '../session/use-minutes-left.ts'
import { clearLetters } from './letters-store.ts'

/**
 * When a raised level lapses, what could only be seen with it leaves memory and page at once; the list asks anew for
 * what may still be shown. It does so again when the server says that the level has lapsed, whose clock may run behind
 * ours: session-watch.tsx asks it.
 *
 * @returns how often that has happened: a letter that is open has to be asked for anew as well
 */
export function useForgottenLetters({ levelEndsAt }: Session): number {
  const [lapses, setLapses] = useState(0)
  const before = useRef(levelEndsAt)
  useEffect(() => {
    const forget = (): void => {
      clearLetters()
      setLapses((count) => count + 1)
    }
    const hasLapsed = levelEndsAt === null && before.current !== null
    before.current = levelEndsAt
    if (hasLapsed) forget()
    if (levelEndsAt === null) return
    let timer = 0
    const look = (): void => {
      const left = Date.parse(levelEndsAt) - Date.now()
      if (left > 0) timer = window.setTimeout(look, Math.min(left, longestTimer))
      else forget()
    }
    look()
    return () => clearTimeout(timer)
  }, [levelEndsAt])
  return lapses
}
