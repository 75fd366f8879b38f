import type { Session, SignInMethod } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { useMoment } from '../language/use-moment.ts'
import { endSession } from '../session/session-store.ts'
import { Button, Heading } from '../ui/components.ts'

export const signInMethodWords: Record<SignInMethod, MessageKey> = {
  sandbox: 'method.sandbox',
  oidc: 'method.oidc',
  passkey: 'method.passkey',
  password: 'method.password',
  activation: 'method.activation',
  recovery: 'method.recovery',
}

/** Who is signed in, how strongly, how and since when; and the way out. */
export function WhoSection({ session }: { session: Session }): ReactNode {
  const { t } = useTexts()
  const moment = useMoment()
  const facts: [MessageKey, string][] = [
    ['account.signedInAs', session.person.name],
    ['account.level', t(levelWords[session.level])],
    ['account.method', t(signInMethodWords[session.method])],
    ['account.since', moment(new Date(session.since))],
  ]
  if (session.levelEndsAt !== null) facts.push(['account.until', moment(new Date(session.levelEndsAt))])
  return (
    <section id="account" aria-labelledby="account-heading">
      <Heading id="account-heading" level={2} data-size="2xs" tabIndex={-1}>
        {t('settings.account')}
      </Heading>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button variant="secondary" onClick={() => void endSession()}>
        {t('action.signOut')}
      </Button>
    </section>
  )
}
