import type { AuthenticationLevel } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { Button, Card, Paragraph } from '../ui/components.ts'
import { arrive } from './arrive.ts'
import { passkeysWork, signInWithPasskey } from './passkey.ts'
import { Trouble } from './trouble.tsx'
import { useAttempt } from './use-attempt.ts'

interface PasskeyStepUpProps {
  needed: AuthenticationLevel
  onCancel: () => void
}

/** Where no provider is, a passkey is the strongest there is. */
export function PasskeyStepUp({ needed, onCancel }: PasskeyStepUpProps): ReactNode {
  const { t } = useTexts()
  const { trouble, sending, run } = useAttempt({
    act: async () => arrive(await signInWithPasskey(), '/inbox'),
    refused: 'passkey.refused',
  })
  // said before anybody tries in vain: only an identity provider vouches for this level
  if (needed === 'IDPORTEN_4') {
    return (
      <Card data-color="neutral" className="way">
        <Paragraph>{t('stepUp.unreachable', { level: t(levelWords[needed]) })}</Paragraph>
        <Button data-color="accent" onClick={onCancel}>
          {t('stepUp.back')}
        </Button>
      </Card>
    )
  }
  return (
    <>
      {trouble !== undefined && <Trouble {...trouble} />}
      <Card data-color="neutral" className="way">
        <Paragraph>{t('stepUp.passkey.text', { level: t(levelWords[needed]) })}</Paragraph>
        <div className="button-row" data-color="accent">
          {passkeysWork() && (
            <Button loading={sending} onClick={() => run()}>
              {t('stepUp.use')}
            </Button>
          )}
          <Button variant="secondary" onClick={onCancel}>
            {t('stepUp.cancel')}
          </Button>
        </div>
        <Paragraph className="subtle">{t(passkeysWork() ? 'stepUp.noPasskey' : 'passkey.notHere')}</Paragraph>
      </Card>
    </>
  )
}
