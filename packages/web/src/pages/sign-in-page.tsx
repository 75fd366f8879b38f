import '../styles/account.css'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { BuiltInSignIn } from '../sign-in/built-in-sign-in.tsx'
import { FailureNotice } from '../sign-in/failure-notice.tsx'
import { OidcSignIn } from '../sign-in/oidc-sign-in.tsx'
import { SandboxSignIn } from '../sign-in/sandbox-sign-in.tsx'
import { useFreshSignInOptions } from '../sign-in/sign-in-options.ts'
import { Alert, Button, Paragraph } from '../ui/components.ts'
import { Waiting } from '../ui/waiting.tsx'
import { PageHeading } from './page-heading.tsx'

/** The ways to sign in that the operator has chosen. */
export default function SignInPage(): ReactNode {
  const { t } = useTexts()
  const { options, failed, reload } = useFreshSignInOptions()
  // one alert at a time
  const [failedBefore] = useState(() => new URLSearchParams(location.search).has('failed'))
  if (options?.mode === 'built-in') {
    return (
      <BuiltInSignIn password={options.password}>
        <FailureNotice />
      </BuiltInSignIn>
    )
  }
  return (
    <>
      <PageHeading>{t('signIn.title')}</PageHeading>
      <FailureNotice />
      {failed && (
        <Alert data-color="danger">
          <Paragraph>{t('M30', { statusPage: t('down.statusPage') })}</Paragraph>
          <Button variant="secondary" data-color="accent" onClick={reload}>
            {t('action.retry')}
          </Button>
        </Alert>
      )}
      {options === undefined && !failed && <Waiting text={t('signIn.title')} />}
      {options?.mode === 'sandbox' && <SandboxSignIn options={options} />}
      {options?.mode === 'oidc' && <OidcSignIn {...options} available={options.available || failedBefore} />}
    </>
  )
}
