import { type ReactNode, useEffect, useState } from 'react'
import { signInByEmailCode } from '../api/built-in-api.ts'
import { formatTime } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { PageHeading } from '../pages/page-heading.tsx'
import { Button, Paragraph } from '../ui/components.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextField } from '../ui/text-field.tsx'
import { arrive } from './arrive.ts'
import { Trouble, waitWords } from './trouble.tsx'
import { useAttempt } from './use-attempt.ts'

const resendAfter = 60

interface EmailCodeStepProps {
  emailAddress: string
  expiresAt: string
  /** Asks for another; answers when that one ends. */
  resend: () => Promise<string>
  onBack: () => void
}

/** The code that came by e-mail. Pasting works, and the browser may fill it in. */
export function EmailCodeStep({ emailAddress, expiresAt, resend, onBack }: EmailCodeStepProps): ReactNode {
  const { t, language } = useTexts()
  const [code, setCode] = useState('')
  const [ends, setEnds] = useState(expiresAt)
  const { faults, faultOf, trouble, sending, run } = useAttempt({
    check: () => [code.trim() === '' && { field: 'email-code', text: t('form.code.missing') }],
    act: async () => arrive(await signInByEmailCode(withoutSpaces(code))),
    refused: 'code.refused',
  })
  return (
    <>
      <PageHeading>{t('code.title')}</PageHeading>
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <Paragraph>
        {t('code.sent', { address: emailAddress })} {t('code.until', { time: formatTime(new Date(ends), language) })}
      </Paragraph>
      <form className="form" noValidate onSubmit={run}>
        <div className="code-field">
          <TextField
            id="email-code"
            label={t('code.label')}
            autoComplete="one-time-code"
            inputMode="text"
            value={code}
            onChange={setCode}
            error={faultOf('email-code')}
          />
        </div>
        <div className="button-row">
          <Button type="submit" loading={sending}>
            {t('action.signIn')}
          </Button>
          <Button type="button" variant="secondary" onClick={onBack}>
            {t('code.back')}
          </Button>
        </div>
      </form>
      <Resend resend={resend} onSent={setEnds} />
    </>
  )
}

/** Not before the first has had time to come: two codes under way only confuse. */
function Resend({ resend, onSent }: { resend: () => Promise<string>; onSent: (ends: string) => void }): ReactNode {
  const { t } = useTexts()
  const { left, restart } = useCountdown(resendAfter)
  const { trouble, sending, run } = useAttempt({
    act: async () => {
      onSent(await resend())
      restart()
      announceStatus(t('code.resent'))
    },
    refused: 'code.refused',
  })
  if (left > 0) return <Paragraph className="subtle">{t('code.resendIn', { time: waitWords(left, t) })}</Paragraph>
  return (
    <>
      {trouble !== undefined && <Trouble {...trouble} />}
      <Paragraph className="subtle">{t('code.resendNow')}</Paragraph>
      <Button variant="secondary" loading={sending} onClick={() => run()}>
        {t('code.resend')}
      </Button>
    </>
  )
}

function useCountdown(seconds: number): { left: number; restart: () => void } {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (left <= 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return { left, restart: () => setLeft(seconds) }
}

/** Codes are written in groups, and copied with the spaces between. */
export function withoutSpaces(code: string): string {
  return code.replaceAll(/\s+/g, '')
}
