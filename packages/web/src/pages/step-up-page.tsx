import '../styles/account.css'
import type { Session, StepUpAnswer } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useState } from 'react'
import { answerStepUp } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { clearLetters } from '../list/letters-store.ts'
import { announceAlert } from '../live/live-regions.ts'
import { navigate } from '../router/navigation.ts'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { loadSession } from '../session/session-store.ts'
import { PasskeyStepUp } from '../sign-in/passkey-step-up.tsx'
import { SandboxStepUp } from '../sign-in/sandbox-step-up.tsx'
import { Alert, Button, Paragraph } from '../ui/components.ts'
import { PageHeading } from './page-heading.tsx'
import { PublicFrame } from './public-frame.tsx'

/** On the way to a letter that needs more: what it needs, the way there, and the way back. */
export default function StepUpPage({ session }: { session: Session }): ReactNode {
  const { t } = useTexts()
  const { failed, answer } = useAnswer()
  const { stepUp } = session
  return (
    <PublicFrame>
      <PageHeading>{t('stepUp.title')}</PageHeading>
      {failed && <Alert data-color="danger">{t('signIn.failed')}</Alert>}
      {stepUp === null && (
        <>
          <Paragraph>{t('stepUp.none')}</Paragraph>
          <Button asChild>
            <PageLink href={inboxPath()}>{t('action.toInbox')}</PageLink>
          </Button>
        </>
      )}
      {stepUp !== null && session.sandbox && <SandboxStepUp needed={stepUp.level} answer={answer} />}
      {stepUp !== null && !session.sandbox && (
        <PasskeyStepUp needed={stepUp.level} onCancel={() => answer({ accept: false })} />
      )}
    </PublicFrame>
  )
}

function useAnswer(): { failed: boolean; answer: (given: StepUpAnswer) => void } {
  const { t } = useTexts()
  const [failed, setFailed] = useState(false)
  const send = async (given: StepUpAnswer): Promise<void> => {
    try {
      const { outcome, returnTo } = await answerStepUp(given)
      await loadSession()
      // all letters of that level open now: the list has to be asked for anew
      clearLetters()
      navigate(returnTo, { replace: true, arrival: { stepUp: outcome } })
    } catch {
      setFailed(true)
      announceAlert(t('signIn.failed'))
    }
  }
  return { failed, answer: (given) => void send(given) }
}
