import '../styles/account.css'
import type { Recovery } from '@brevdue/server/built-in-contract'
import { type ReactNode, useState } from 'react'
import { startRecovery } from '../api/built-in-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { BuiltInOnly } from '../sign-in/built-in-only.tsx'
import { EmailCodeStep } from '../sign-in/email-code-step.tsx'
import { CurrentPasswordField, EmailField, emailFault, passwordFault } from '../sign-in/fields.tsx'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Paragraph } from '../ui/components.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextField } from '../ui/text-field.tsx'
import { PageHeading } from './page-heading.tsx'

/** Without the passkey: two things that one knows, and one that comes by e-mail. */
export default function RecoveryPage(): ReactNode {
  const [started, setStarted] = useState<{ given: Recovery; expiresAt: string }>()
  if (started === undefined) {
    return (
      <BuiltInOnly>
        <RecoveryForm onStarted={(given, expiresAt) => setStarted({ given, expiresAt })} />
      </BuiltInOnly>
    )
  }
  return (
    <EmailCodeStep
      emailAddress={started.given.emailAddress}
      expiresAt={started.expiresAt}
      resend={async () => (await startRecovery(started.given)).expiresAt}
      onBack={() => setStarted(undefined)}
    />
  )
}

function RecoveryForm({ onStarted }: { onStarted: (given: Recovery, expiresAt: string) => void }): ReactNode {
  const { t } = useTexts()
  const [emailAddress, setEmailAddress] = useState('')
  const [password, setPassword] = useState('')
  const [recoveryCode, setRecoveryCode] = useState('')
  const { faults, faultOf, trouble, sending, run } = useAttempt({
    check: () => [
      emailFault('email', emailAddress, t),
      passwordFault('password', password, t),
      recoveryCode.trim() === '' && { field: 'recovery-code', text: t('recovery.code.missing') },
    ],
    act: async () => {
      const given = { emailAddress: emailAddress.trim(), password, recoveryCode: recoveryCode.trim() }
      onStarted(given, (await startRecovery(given)).expiresAt)
    },
    refused: 'recovery.refused',
  })
  return (
    <>
      <PageHeading>{t('recovery.title')}</PageHeading>
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <Paragraph>{t('recovery.text')}</Paragraph>
      <form className="form" noValidate onSubmit={run}>
        <EmailField id="email" value={emailAddress} onChange={setEmailAddress} error={faultOf('email')} />
        <CurrentPasswordField id="password" value={password} onChange={setPassword} error={faultOf('password')} />
        <TextField
          id="recovery-code"
          label={t('recovery.code')}
          autoComplete="off"
          value={recoveryCode}
          onChange={setRecoveryCode}
          error={faultOf('recovery-code')}
        />
        <Button type="submit" loading={sending}>
          {t('activate.continue')}
        </Button>
      </form>
      <Paragraph className="subtle">{t('recovery.otherwise')}</Paragraph>
    </>
  )
}
