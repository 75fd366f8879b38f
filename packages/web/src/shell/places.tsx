import { InboxIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { lettersStore } from '../list/letters-store.ts'
import { usePlace } from '../router/navigation.ts'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { useStore } from '../state/store.ts'

/** The inbox with its unread count. Tasks, archive, folders and bin get their links here, in that order. */
export function InboxLink({ onFollow }: { onFollow?: () => void }): ReactNode {
  const { t } = useTexts()
  const { unread } = useStore(lettersStore)
  const current = usePlace().route.page === 'inbox'
  return (
    <PageLink className="place" href={inboxPath()} aria-current={current ? 'page' : undefined} onClick={onFollow}>
      <InboxIcon aria-hidden="true" />
      <span className="place-name">{t('nav.inbox')}</span>
      {unread > 0 && (
        <span className="place-count">
          <span aria-hidden="true">{unread > 999 ? '999+' : unread}</span>
          <span className="ds-sr-only">{t('nav.unread', { n: unread })}</span>
        </span>
      )}
    </PageLink>
  )
}
