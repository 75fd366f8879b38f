import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { Button, Card, Paragraph } from '../ui/components.ts'
import { arrive } from './arrive.ts'
import { passkeysWork, signInWithPasskey } from './passkey.ts'
import { Trouble } from './trouble.tsx'
import { useAttempt } from './use-attempt.ts'

/** One press: the browser asks for the finger, the face or the PIN. */
export function PasskeyWay(): ReactNode {
  const { t } = useTexts()
  const { trouble, sending, run } = useAttempt({
    act: async () => arrive(await signInWithPasskey()),
    refused: 'passkey.refused',
  })
  if (!passkeysWork()) return <Paragraph>{t('passkey.notHere')}</Paragraph>
  return (
    <>
      {trouble !== undefined && <Trouble {...trouble} />}
      <Card data-color="neutral" className="way">
        <Button data-color="accent" loading={sending} onClick={() => run()}>
          {t('passkey.signIn')}
        </Button>
        <Paragraph className="subtle">{t('passkey.signIn.help')}</Paragraph>
      </Card>
    </>
  )
}
