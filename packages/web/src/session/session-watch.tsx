import type { Session } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useCallback, useState } from 'react'
import { failureCode } from '../api/request.ts'
import { extendSession } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { Button, Heading, Paragraph } from '../ui/components.ts'
import { Dialog } from '../ui/dialog.tsx'
import { endSession, keepSession, loadSession, renewSession } from './session-store.ts'
import { useLevelLapse } from './use-level-lapse.ts'
import { useMinutesLeft } from './use-minutes-left.ts'
import { useSessionPoll } from './use-session-poll.ts'

/** Warns before the session ends, lets one key extend it, and takes the letters off the screen when it is over. */
export function SessionWatch({ session }: { session: Session }): ReactNode {
  const minutesLeft = useMinutesLeft(session.endsAt)
  useLevelLapse(session)
  useSessionPoll()
  const forGood = Date.parse(session.endsForGoodAt) <= Date.parse(session.endsAt)
  return forGood ? <LastWarning minutesLeft={minutesLeft} /> : <Warning minutesLeft={minutesLeft} />
}

interface WarningProps {
  /** Undefined while there is nothing to warn of. */
  minutesLeft: number | undefined
}

function Warning({ minutesLeft }: WarningProps): ReactNode {
  const { t } = useTexts()
  const stay = useCallback(async (): Promise<void> => {
    try {
      keepSession(await extendSession())
    } catch (error) {
      // a session that is over has already been shown as such; without a network the warning stays
      if (failureCode(error) !== 'OFFLINE') await loadSession()
    }
  }, [])
  return (
    <Dialog open={minutesLeft !== undefined} onClose={() => void stay()} labelledBy="session-title">
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

/** No key helps any more: what to do instead is said, and the place is kept. */
function LastWarning({ minutesLeft }: WarningProps): ReactNode {
  const { t } = useTexts()
  const [read, setRead] = useState(false)
  return (
    <Dialog open={minutesLeft !== undefined && !read} onClose={() => setRead(true)} labelledBy="session-title">
      <Heading id="session-title" level={2} data-size="xs">
        {t('session.forGood.title')}
      </Heading>
      <Paragraph>{t('session.forGood', { n: Math.max(1, minutesLeft ?? 1) })}</Paragraph>
      <div className="button-row">
        <Button ref={takeFocus} onClick={() => void renewSession()}>
          {t('session.again')}
        </Button>
        <Button variant="secondary" onClick={() => setRead(true)}>
          {t('session.understood')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The dialog gives the focus to what has the attribute; React keeps `autoFocus` to itself. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.setAttribute('autofocus', '')
}
