import type { PasswordSignIn } from '@brevdue/server/built-in-contract'
import { type ReactNode, useState } from 'react'
import { startPasswordSignIn } from '../api/built-in-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { Button, Card, Heading, Paragraph } from '../ui/components.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { CurrentPasswordField, EmailField, emailFault, passwordFault } from './fields.tsx'
import { Trouble } from './trouble.tsx'
import { useAttempt } from './use-attempt.ts'

interface PasswordWayProps {
  onStarted: (given: PasswordSignIn, expiresAt: string) => void
}

/** The address and the password; what is right is only told by the e-mail that comes, or does not. */
export function PasswordWay({ onStarted }: PasswordWayProps): ReactNode {
  const { t } = useTexts()
  const [emailAddress, setEmailAddress] = useState('')
  const [password, setPassword] = useState('')
  const { faults, faultOf, trouble, sending, run } = useAttempt({
    check: () => [emailFault('email', emailAddress, t), passwordFault('password', password, t)],
    act: async () => {
      const given = { emailAddress: emailAddress.trim(), password }
      onStarted(given, (await startPasswordSignIn(given)).expiresAt)
    },
    refused: 'password.refused',
  })
  return (
    <Card data-color="neutral" className="way">
      <Heading level={2} data-size="2xs">
        {t('password.signIn')}
      </Heading>
      <Paragraph className="subtle">{t('password.signIn.help')}</Paragraph>
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <form className="form" noValidate data-color="accent" onSubmit={run}>
        <EmailField id="email" value={emailAddress} onChange={setEmailAddress} error={faultOf('email')} />
        <CurrentPasswordField id="password" value={password} onChange={setPassword} error={faultOf('password')} />
        <Button type="submit" variant="secondary" loading={sending}>
          {t('action.signIn')}
        </Button>
      </form>
    </Card>
  )
}
