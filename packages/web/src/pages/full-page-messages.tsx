import { type ReactNode, useEffect } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert } from '../live/live-regions.ts'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { Button, Paragraph } from '../ui/components.ts'
import { PageHeading } from './page-heading.tsx'
import { PublicFrame } from './public-frame.tsx'

export function NotFoundPage({ signedIn }: { signedIn: boolean }): ReactNode {
  const { t } = useTexts()
  return (
    <div className="page full-message">
      <PageHeading>{t('notFound.title')}</PageHeading>
      <Paragraph>{t('notFound.text')}</Paragraph>
      <Button asChild>
        <PageLink href={signedIn ? inboxPath() : '/sign-in'}>
          {t(signedIn ? 'action.toInbox' : 'action.signIn')}
        </PageLink>
      </Button>
    </div>
  )
}

export function ServiceDownPage(): ReactNode {
  const { t } = useTexts()
  const text = t('M30', { statusPage: t('down.statusPage') })
  useEffect(() => announceAlert(text), [text])
  return (
    <PublicFrame>
      <PageHeading>{t('down.title')}</PageHeading>
      <Paragraph>{text}</Paragraph>
      <Button onClick={() => location.reload()}>{t('action.retry')}</Button>
    </PublicFrame>
  )
}
