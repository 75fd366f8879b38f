import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { sessionStore } from '../session/session-store.ts'
import { useStore } from '../state/store.ts'
import { Button, Paragraph } from '../ui/components.ts'
import { PageHeading } from './page-heading.tsx'

export function SignedOutPage(): ReactNode {
  const { t } = useTexts()
  const { ended } = useStore(sessionStore)
  return (
    <>
      <PageHeading>{t('signedOut.title')}</PageHeading>
      <Paragraph>{t(ended ? 'M29' : 'signedOut.text')}</Paragraph>
      <Button asChild>
        <PageLink href="/sign-in">{t('action.signIn')}</PageLink>
      </Button>
    </>
  )
}
