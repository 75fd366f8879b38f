import type { AuthenticationLevel, Session, StepUpAnswer } from '@brevdue/server/mailbox-contract'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { answerStepUp, fetchSignInOptions } from '../api/session-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { clearLetters } from '../list/letters-store.ts'
import { announceAlert } from '../live/live-regions.ts'
import { navigate } from '../router/navigation.ts'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { loadSession } from '../session/session-store.ts'
import { Choice } from '../ui/choice.tsx'
import { Alert, Button, Card, Paragraph } from '../ui/components.ts'
import { PageHeading } from './page-heading.tsx'
import { PublicFrame } from './public-frame.tsx'
import { sentence } from './sign-in-page.tsx'

/** The sandbox's stand-in for the identity provider: one can do it right, too weakly, or not at all. */
export function StepUpPage({ session }: { session: Session }): ReactNode {
  const { t } = useTexts()
  const { stepUp } = session
  return (
    <PublicFrame>
      <PageHeading>{t('stepUp.title')}</PageHeading>
      {stepUp === null ? (
        <>
          <Paragraph>{t('stepUp.none')}</Paragraph>
          <Button asChild>
            <PageLink href={inboxPath()}>{t('action.toInbox')}</PageLink>
          </Button>
        </>
      ) : (
        <StepUpForm needed={stepUp.level} />
      )}
    </PublicFrame>
  )
}

function StepUpForm({ needed }: { needed: AuthenticationLevel }): ReactNode {
  const { t } = useTexts()
  const [levels, setLevels] = useState<readonly AuthenticationLevel[]>([needed])
  const [level, setLevel] = useState(needed)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    fetchSignInOptions().then(
      (options) => setLevels(options.levels.includes(needed) ? options.levels : [...options.levels, needed]),
      // the level that is needed is enough to go on with
      () => undefined,
    )
  }, [needed])
  const answer = async (given: StepUpAnswer): Promise<void> => {
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
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void answer({ accept: true, level })
  }
  return (
    <form className="sign-in" onSubmit={submit}>
      <Alert data-color="warning">{t('stepUp.pretend')}</Alert>
      {failed && <Alert data-color="danger">{t('signIn.failed')}</Alert>}
      <Card data-color="neutral" className="sign-in-card">
        <div className="sign-in-fields" data-color="accent">
          <Choice
            legend={t('signIn.level')}
            description={t('stepUp.needed', { level: t(levelWords[needed]) })}
            options={levels.map((value) => ({ value, label: sentence(t(levelWords[value])) }))}
            value={level}
            onChange={setLevel}
          />
        </div>
        <div className="button-row" data-color="accent">
          <Button type="submit">{t('action.signIn')}</Button>
          <Button variant="secondary" onClick={() => void answer({ accept: false })}>
            {t('stepUp.cancel')}
          </Button>
        </div>
      </Card>
    </form>
  )
}
