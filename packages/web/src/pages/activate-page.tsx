import '../styles/account.css'
import { type ReactNode, useState } from 'react'
import { activate } from '../api/built-in-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { secretFragment } from '../session/secret-fragment.ts'
import { loadSession, sessionStore } from '../session/session-store.ts'
import { BuiltInOnly } from '../sign-in/built-in-only.tsx'
import { SetUp } from '../sign-in/set-up.tsx'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { useStore } from '../state/store.ts'
import { Button, Paragraph } from '../ui/components.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextField } from '../ui/text-field.tsx'
import { PageHeading } from './page-heading.tsx'

/** First the one-time code, then the ways to sign in from now on. A reload in between loses nothing. */
export default function ActivatePage(): ReactNode {
  const { session } = useStore(sessionStore)
  const opened = session?.method === 'activation' || session?.method === 'recovery'
  if (opened) return <SetUp session={session} />
  return (
    <BuiltInOnly>
      <CodeForm />
    </BuiltInOnly>
  )
}

function CodeForm(): ReactNode {
  const { t } = useTexts()
  const fromLink = useStore(secretFragment).code
  const [typed, setTyped] = useState<string>()
  const code = typed ?? fromLink ?? ''
  const { faults, faultOf, trouble, sending, run } = useAttempt({
    check: () => [code.trim() === '' && { field: 'activation-code', text: t('form.code.missing') }],
    act: async () => {
      await activate(code.trim())
      secretFragment.set({ code: undefined })
      await loadSession()
    },
    refused: 'activate.refused',
  })
  return (
    <>
      <PageHeading>{t('activate.title')}</PageHeading>
      <ErrorSummary faults={faults} />
      {trouble !== undefined && <Trouble {...trouble} />}
      <Paragraph>{t(fromLink === undefined ? 'activate.text' : 'activate.found')}</Paragraph>
      <form className="form" noValidate onSubmit={run}>
        <div className="code-field long">
          <TextField
            id="activation-code"
            label={t('activate.code')}
            description={t('activate.code.help')}
            autoComplete="one-time-code"
            value={code}
            onChange={setTyped}
            error={faultOf('activation-code')}
          />
        </div>
        <Button type="submit" loading={sending}>
          {t('activate.continue')}
        </Button>
      </form>
    </>
  )
}
