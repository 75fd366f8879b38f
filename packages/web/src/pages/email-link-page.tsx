import '../styles/account.css'
import { type ReactNode, useState } from 'react'
import { signInByEmailCode } from '../api/built-in-api.ts'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { secretFragment } from '../session/secret-fragment.ts'
import { arrive } from '../sign-in/arrive.ts'
import { BuiltInOnly } from '../sign-in/built-in-only.tsx'
import { Trouble } from '../sign-in/trouble.tsx'
import { useAttempt } from '../sign-in/use-attempt.ts'
import { useStore } from '../state/store.ts'
import { Button, Paragraph } from '../ui/components.ts'
import { PageHeading } from './page-heading.tsx'

/** From the link in the e-mail. Nothing happens before the button: programs that check e-mail follow links too. */
export default function EmailLinkPage(): ReactNode {
  return (
    <BuiltInOnly>
      <FinishByLink />
    </BuiltInOnly>
  )
}

function FinishByLink(): ReactNode {
  const { t } = useTexts()
  const { code } = useStore(secretFragment)
  const [used, setUsed] = useState(false)
  const { trouble, sending, run } = useAttempt({
    act: async () => {
      const answer = await signInByEmailCode(code ?? '')
      setUsed(true)
      secretFragment.set({ code: undefined })
      await arrive(answer)
    },
    refused: 'link.refused',
  })
  const waiting = code !== undefined || used
  return (
    <>
      <PageHeading>{t('link.title')}</PageHeading>
      {trouble !== undefined && <Trouble {...trouble} />}
      {trouble === undefined && <Paragraph>{t(waiting ? 'link.text' : 'link.missing')}</Paragraph>}
      <div className="button-row">
        {waiting && (
          <Button loading={sending} onClick={() => run()}>
            {t('action.signIn')}
          </Button>
        )}
        {(!waiting || trouble !== undefined) && (
          <Button asChild variant={waiting ? 'secondary' : 'primary'}>
            <PageLink href="/sign-in">{t('link.again')}</PageLink>
          </Button>
        )}
      </div>
    </>
  )
}
