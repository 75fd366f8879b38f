import type { Session } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { failureCode } from '../api/request.ts'
import { extendSession, fetchSession } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { Dialog } from '../ui/dialog.tsx'
import { endSession, keepSession, loadSession, sessionIsOver } from './session-store.ts'

const aMinute = 60_000
/** WCAG 2.2.1 asks for twenty seconds; three minutes leave time to come back to the screen. */
const warnBefore = 3 * aMinute
/** setTimeout counts in 32 bits */
const longestTimer = 2 ** 31 - 1

/** Warns before the session ends, lets one key extend it, and takes the letters off the screen when it is over. */
export function SessionWatch({ session }: { session: Session }): ReactNode {
  const { t } = useTexts()
  const minutesLeft = useMinutesLeft(session.endsAt)
  const warn = minutesLeft !== undefined
  const stay = useCallback(async (): Promise<void> => {
    try {
      keepSession(await extendSession())
    } catch (error) {
      // a session that is over has already been shown as such; without a network the warning stays
      if (failureCode(error) !== 'OFFLINE') await loadSession()
    }
  }, [])
  return (
    <Dialog open={warn} onClose={() => void stay()} labelledBy="session-title">
      <Heading id="session-title" level={2} data-size="xs">
        {t('session.title')}
      </Heading>
      <Paragraph>{t('M28', { n: Math.max(1, minutesLeft ?? 1) })}</Paragraph>
      <div className="button-row">
        <Button ref={takeFocus} onClick={() => void stay()}>
          {t('session.stay')}
        </Button>
        <Button variant="secondary" onClick={() => void endSession()}>
          {t('action.signOut')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The dialog gives the focus to what has the attribute; React keeps `autoFocus` to itself. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.setAttribute('autofocus', '')
}

/** Whole minutes until the end once the warning is due. Asks the server first: other tabs may have extended it. */
function useMinutesLeft(endsAt: string): number | undefined {
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
