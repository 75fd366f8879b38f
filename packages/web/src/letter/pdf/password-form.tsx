import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { announceAlert } from '../../live/live-regions.ts'
import { Button, Card, Heading, Paragraph } from '../../ui/components.ts'
import { PasswordField } from '../../ui/password-field.tsx'

interface PasswordFormProps {
  sender: string
  /** How many were not the PDF's. */
  tries: number
  onUnlock: (password: string) => void
  onDownload: () => void
}

/** Asks for the password with which the sender locked the PDF. It goes to pdf.js in this browser, and nowhere else. */
export default function PasswordForm({ sender, tries, onUnlock, onDownload }: PasswordFormProps): ReactNode {
  const { t } = useTexts()
  const id = useId()
  const [password, setPassword] = useState('')
  const [empty, setEmpty] = useState(false)
  const error = empty ? t('pdf.passwordMissing') : tries > 0 ? t('pdf.passwordWrong') : undefined
  useEffect(() => {
    if (error !== undefined) announceAlert(error)
  }, [error, tries])
  const unlock = (event: FormEvent): void => {
    event.preventDefault()
    setEmpty(password === '')
    if (password !== '') onUnlock(password)
  }
  return (
    <Card className="password-card" data-color="neutral">
      <Heading level={2} data-size="2xs">
        {t('pdf.locked')}
      </Heading>
      <Paragraph>{t('pdf.lockedText', { sender })}</Paragraph>
      <form onSubmit={unlock} noValidate>
        <PasswordField
          id={id}
          label={t('pdf.password')}
          description={t('pdf.passwordStays')}
          error={error}
          value={password}
          onChange={setPassword}
          autoComplete="off"
        />
        <div className="button-row" data-color="accent">
          <Button type="submit">{t('pdf.unlock')}</Button>
          <Button type="button" variant="secondary" onClick={onDownload}>
            {t('action.download')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
