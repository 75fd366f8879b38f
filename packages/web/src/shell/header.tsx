import type { Session } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { Brand } from '../brand/brand.tsx'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { SkipLink } from '../ui/components.ts'
import { AccountMenu } from './account-menu.tsx'
import { PlacesMenu } from './places-menu.tsx'

interface HeaderProps {
  session: Session
}

/** Brand, then (from 48rem) the folded places, then who one acts as. The search button's place is before the account. */
export function Header({ session }: HeaderProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <SkipLink href="#main">{t('skipToContent')}</SkipLink>
      <header className="header">
        <PageLink className="header-brand" href={inboxPath()}>
          <Brand />
        </PageLink>
        <div className="header-actions">
          <PlacesMenu placement="bottom-end" className="header-places" />
          <AccountMenu session={session} />
        </div>
      </header>
    </>
  )
}
