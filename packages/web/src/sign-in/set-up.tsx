import type { SignInMethods } from '@brevdue/server/built-in-contract'
import type { Session } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { MethodParts } from '../account/method-parts.tsx'
import { useSignInMethods } from '../account/use-sign-in-methods.ts'
import { finishActivation } from '../api/built-in-api.ts'
import { formatTime } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { PageHeading } from '../pages/page-heading.tsx'
import { Button, Paragraph } from '../ui/components.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { arrive } from './arrive.ts'
import { Trouble } from './trouble.tsx'
import { useAttempt } from './use-attempt.ts'

/** After the one-time code: at least one way in, then the letters. */
export function SetUp({ session }: { session: Session }): ReactNode {
  const { t, language } = useTexts()
  const { methods, failed, keep } = useSignInMethods()
  const recovering = session.method === 'recovery'
  const ready = methods !== undefined && isReady(methods, session)
  const missing = recovering ? 'recovery.first' : 'setUp.nothingYet'
  const { faults, trouble, sending, run } = useAttempt({
    check: () => [!ready && { field: 'passkey-name', text: t(missing) }],
    act: async () => arrive(await finishActivation(), '/inbox'),
    refused: missing,
  })
  return (
    <>
      <PageHeading>{t('setUp.title')}</PageHeading>
      <Paragraph>
        {recovering ? t('recovery.arrived') : t('setUp.hello', { name: session.person.name })}{' '}
        {t('setUp.until', { time: formatTime(new Date(session.endsAt), language) })}
      </Paragraph>
      {failed && <Trouble text={t('trouble.server')} />}
      {methods === undefined && !failed && <Waiting text={t('setUp.title')} />}
      {methods !== undefined && <MethodParts methods={methods} onChange={keep} firstTime />}
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <Button variant={ready ? 'primary' : 'secondary'} loading={sending} onClick={() => run()}>
        {t('setUp.finish')}
      </Button>
    </>
  )
}

/** After a recovery only a passkey made in it counts: the one before may be in another's hands. */
function isReady({ passkeys, password }: SignInMethods, { method, since }: Session): boolean {
  if (method !== 'recovery') return passkeys.length > 0 || password !== null
  return passkeys.some(({ addedAt }) => Date.parse(addedAt) >= Date.parse(since))
}
