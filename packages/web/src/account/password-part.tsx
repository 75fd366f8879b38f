import { type ReactNode, useState } from 'react'
import { confirmPasswordChange, startPasswordChange } from '../api/built-in-api.ts'
import { formatDate } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { withoutSpaces } from '../sign-in/email-code-step.tsx'
import { EmailField, emailFault, NewPasswordField, newPasswordFault } from '../sign-in/fields.tsx'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { Button, Heading, Paragraph, Tag } from '../ui/components.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { MethodPartProps } from './method-parts.tsx'

type Step = { name: 'shown' } | { name: 'changing' } | { name: 'confirming'; emailAddress: string }

/** The address counts when the code that was sent there has come back. */
export function PasswordPart({ methods, onChange, firstTime }: MethodPartProps): ReactNode {
  const { t, language } = useTexts()
  const [step, setStep] = useState<Step>({ name: 'shown' })
  const { password, passwordPossible } = methods
  const state =
    password === null
      ? t('methods.password.none')
      : t('methods.password.is', {
          address: password.emailAddress,
          date: formatDate(new Date(password.changedAt), language),
        })
  return (
    <section className="method-part" aria-labelledby="password-heading">
      <div className="with-tag">
        <Heading id="password-heading" level={firstTime ? 2 : 3} data-size="2xs">
          {t('methods.password')}
        </Heading>
        {firstTime && password !== null && <Tag data-color="success">{t('setUp.done')}</Tag>}
      </div>
      <Paragraph className="subtle">
        {t(passwordPossible ? 'methods.password.text' : 'methods.password.notPossible')}
      </Paragraph>
      {passwordPossible && (password !== null || !firstTime) && <Paragraph className="breakable">{state}</Paragraph>}
      {passwordPossible && methods.mayChange && step.name === 'shown' && (
        <Button className="start" variant="secondary" onClick={() => setStep({ name: 'changing' })}>
          {t(password === null ? 'methods.password.add' : 'methods.password.change')}
        </Button>
      )}
      {step.name === 'changing' && (
        <NewPasswordForm
          onSent={(emailAddress) => setStep({ name: 'confirming', emailAddress })}
          onCancel={() => setStep({ name: 'shown' })}
        />
      )}
      {step.name === 'confirming' && (
        <ConfirmForm
          emailAddress={step.emailAddress}
          onConfirmed={(changed) => {
            onChange(changed)
            setStep({ name: 'shown' })
            announceStatus(t('methods.password.saved'))
          }}
          onCancel={() => setStep({ name: 'shown' })}
        />
      )}
    </section>
  )
}

function NewPasswordForm({ onSent, onCancel }: { onSent: (address: string) => void; onCancel: () => void }): ReactNode {
  const { t } = useTexts()
  const [emailAddress, setEmailAddress] = useState('')
  const [password, setPassword] = useState('')
  const { faults, faultOf, trouble, sending, run } = useAttempt({
    check: () => [emailFault('new-email', emailAddress, t), newPasswordFault('new-password', password, t)],
    act: async () => {
      await startPasswordChange({ emailAddress: emailAddress.trim(), password })
      onSent(emailAddress.trim())
    },
    refused: 'methods.password.refused',
  })
  return (
    <form className="form" noValidate onSubmit={run}>
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <EmailField id="new-email" value={emailAddress} onChange={setEmailAddress} error={faultOf('new-email')} />
      <NewPasswordField id="new-password" value={password} onChange={setPassword} error={faultOf('new-password')} />
      <div className="button-row">
        <Button type="submit" variant="secondary" loading={sending}>
          {t('methods.password.save')}
        </Button>
        <Button type="button" variant="tertiary" onClick={onCancel}>
          {t('methods.cancel')}
        </Button>
      </div>
    </form>
  )
}

interface ConfirmFormProps {
  emailAddress: string
  onConfirmed: MethodPartProps['onChange']
  onCancel: () => void
}

function ConfirmForm({ emailAddress, onConfirmed, onCancel }: ConfirmFormProps): ReactNode {
  const { t } = useTexts()
  const [code, setCode] = useState('')
  const { faults, faultOf, trouble, sending, run } = useAttempt({
    check: () => [code.trim() === '' && { field: 'confirm-code', text: t('form.code.missing') }],
    act: async () => onConfirmed(await confirmPasswordChange(withoutSpaces(code))),
    refused: 'code.refused',
    conflict: 'methods.password.taken',
  })
  return (
    <form className="form" noValidate onSubmit={run}>
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <div className="code-field">
        <TextField
          id="confirm-code"
          label={t('code.label')}
          description={t('methods.password.codeSent', { address: emailAddress })}
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
          error={faultOf('confirm-code')}
        />
      </div>
      <div className="button-row">
        <Button type="submit" variant="secondary" loading={sending}>
          {t('methods.password.confirm')}
        </Button>
        <Button type="button" variant="tertiary" onClick={onCancel}>
          {t('methods.cancel')}
        </Button>
      </div>
    </form>
  )
}
