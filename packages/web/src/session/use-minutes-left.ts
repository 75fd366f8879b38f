import { useEffect, useState } from 'react'
import { fetchSession } from '../api/session-api.ts'
import { keepSession, sessionIsOver } from './session-store.ts'

const aMinute = 60_000
/** WCAG 2.2.1 asks for twenty seconds; three minutes leave time to come back to the screen. */
const warnBefore = 3 * aMinute
/** setTimeout counts in 32 bits */
export const longestTimer = 2 ** 31 - 1

/** Whole minutes until the end once the warning is due. Asks the server first: other tabs may have extended it. */
export function useMinutesLeft(endsAt: string): number | undefined {
  const [minutes, setMinutes] = useState<number>()
  useEffect(() => {
    let timer = 0
    const look = async (): Promise<void> => {
      const left = Date.parse(endsAt) - Date.now()
      if (left <= 0) return over()
      if (left > warnBefore) {
        setMinutes(undefined)
        timer = window.setTimeout(() => void look(), Math.min(left - warnBefore, longestTimer))
        return
      }
      if (await extendedElsewhere(endsAt)) return
      setMinutes(Math.ceil(left / aMinute))
      timer = window.setTimeout(() => void look(), Math.min(left, aMinute / 2))
    }
    void look()
    return () => clearTimeout(timer)
  }, [endsAt])
  return minutes
}

async function extendedElsewhere(endsAt: string): Promise<boolean> {
  try {
    const session = await fetchSession()
    if (session.endsAt === endsAt) return false
    keepSession(session)
    return true
  } catch {
    return false
  }
}

async function over(): Promise<void> {
  try {
    keepSession(await fetchSession())
  } catch {
    sessionIsOver()
  }
}
