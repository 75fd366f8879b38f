import type { PasswordSignIn } from '@brevdue/server/built-in-contract'
import { type ReactNode, useState } from 'react'
import { startPasswordSignIn } from '../api/built-in-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { PageHeading } from '../pages/page-heading.tsx'
import { PageLink } from '../router/page-link.tsx'
import { EmailCodeStep } from './email-code-step.tsx'
import { PasskeyWay } from './passkey-way.tsx'
import { PasswordWay } from './password-way.tsx'

interface BuiltInSignInProps {
  /** False where no e-mail can be sent. */
  password: boolean
  /** What stands between the heading and the ways in. */
  children: ReactNode
}

/** The strongest and easiest way first. */
export function BuiltInSignIn({ password, children }: BuiltInSignInProps): ReactNode {
  const { t } = useTexts()
  const [started, setStarted] = useState<{ given: PasswordSignIn; expiresAt: string }>()
  if (started !== undefined) {
    return (
      <EmailCodeStep
        emailAddress={started.given.emailAddress}
        expiresAt={started.expiresAt}
        resend={async () => (await startPasswordSignIn(started.given)).expiresAt}
        onBack={() => setStarted(undefined)}
      />
    )
  }
  return (
    <>
      <PageHeading>{t('signIn.title')}</PageHeading>
      {children}
      <PasskeyWay />
      {password && (
        <>
          <p className="ways-or">{t('form.or')}</p>
          <PasswordWay onStarted={(given, expiresAt) => setStarted({ given, expiresAt })} />
        </>
      )}
      <ul className="quiet-links">
        <li>
          <PageLink href="/activate">{t('signIn.activate')}</PageLink>
        </li>
        {password && (
          <li>
            <PageLink href="/recovery">{t('signIn.recover')}</PageLink>
          </li>
        )}
      </ul>
    </>
  )
}
