import type { SignInMethods } from '@brevdue/server/built-in-contract'
import type { Session } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { loadSession } from '../session/session-store.ts'
import { passkeysWork, signInWithPasskey } from '../sign-in/passkey.ts'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Alert, Button, Heading, Paragraph } from '../ui/components.ts'
import { Waiting } from '../ui/waiting.tsx'
import { MethodParts } from './method-parts.tsx'
import { useSignInMethods } from './use-sign-in-methods.ts'

/** Built-in sign-in only: with a provider, these are the provider's. */
export function MethodsSection({ session }: { session: Session }): ReactNode {
  const { t } = useTexts()
  const { methods, failed, keep, reload } = useSignInMethods()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what may be changed depends on the level
  useEffect(reload, [reload, session.level, session.since])
  const open = methods?.mayChange === true
  useEffect(() => {
    if (!open) return
    // changes close again by themselves, a quarter after the passkey was shown
    const timer = setInterval(reload, 60_000)
    return () => clearInterval(timer)
  }, [open, reload])
  return (
    <section id="methods" aria-labelledby="methods-heading">
      <Heading id="methods-heading" level={2} data-size="2xs" tabIndex={-1}>
        {t('methods.title')}
      </Heading>
      {failed && methods === undefined && (
        <>
          <Paragraph>{t('sessions.failed')}</Paragraph>
          <Button variant="secondary" onClick={reload}>
            {t('action.retry')}
          </Button>
        </>
      )}
      {methods === undefined && !failed && <Waiting text={t('methods.title')} />}
      {methods?.mayChange === false && <SignInToChange methods={methods} onDone={reload} />}
      {methods !== undefined && <MethodParts methods={methods} onChange={keep} />}
    </section>
  )
}

function SignInToChange({ methods, onDone }: { methods: SignInMethods; onDone: () => void }): ReactNode {
  const { t } = useTexts()
  const { trouble, sending, run } = useAttempt({
    act: async () => {
      await signInWithPasskey({ confirm: true })
      await loadSession()
      announceStatus(t('methods.raised'))
      document.getElementById('methods-heading')?.focus()
      onDone()
    },
    refused: 'passkey.refused',
  })
  const canConfirm = passkeysWork() && methods.passkeys.length > 0
  return (
    <Alert data-color="info" className="confirm-first">
      <Paragraph>{t(canConfirm ? 'methods.mayNot' : 'methods.mayNot.noPasskey')}</Paragraph>
      {trouble !== undefined && <Trouble {...trouble} />}
      {canConfirm && (
        <Button variant="secondary" data-color="accent" loading={sending} onClick={() => run()}>
          {t('stepUp.use')}
        </Button>
      )}
    </Alert>
  )
}
