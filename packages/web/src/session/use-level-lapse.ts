import type { Session } from '@brevdue/server/mailbox-contract'
import { useEffect } from 'react'
import { fetchSession } from '../api/session-api.ts'
import { sessionStore, updateSession } from './session-store.ts'
import { longestTimer } from './use-minutes-left.ts'

/** The server's clock may run a little behind this one. */
const patience = 1000

/** A raised level lasts only so long: afterwards the page shows no more than the server still would. */
export function useLevelLapse({ levelEndsAt }: Session): void {
  useEffect(() => {
    if (levelEndsAt === null) return
    let timer = 0
    const look = async (): Promise<void> => {
      const left = Date.parse(levelEndsAt) - Date.now() + patience
      if (left > 0) {
        timer = window.setTimeout(() => void look(), Math.min(left, longestTimer))
        return
      }
      await refresh()
      if (sessionStore.get().session?.levelEndsAt === levelEndsAt) timer = window.setTimeout(() => void look(), 5000)
    }
    void look()
    return () => clearTimeout(timer)
  }, [levelEndsAt])
}

/** Out of reach, or out of session, is shown by whoever asks next. */
async function refresh(): Promise<void> {
  try {
    updateSession(await fetchSession())
  } catch {
    // asked again in a moment
  }
}
