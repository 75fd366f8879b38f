import type { Session } from '@brevdue/server/mailbox-contract'
import { ArrowLeftIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect } from 'react'
import { ShortcutHelp } from '../keyboard/shortcut-help.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { useTexts } from '../language/language-context.tsx'
import { LetterPane } from '../letter/letter-pane.tsx'
import { usePrefetch } from '../letter/use-prefetch.ts'
import { ListPane } from '../list/list-pane.tsx'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath, type Route } from '../router/route.ts'
import { Shell } from '../shell/shell.tsx'
import { Paragraph } from '../ui/components.ts'
import { useWayBack } from './use-way-back.ts'

interface InboxPageProps {
  session: Session
  route: Extract<Route, { page: 'inbox' }>
}

/** List and letter: side by side on wide screens, one at a time on a phone. */
export function InboxPage({ session, route }: InboxPageProps): ReactNode {
  const { t } = useTexts()
  const { letterId, documentId, unreadOnly } = route
  const search = unreadOnly ? '?unread=1' : ''
  const lastId = useWayBack(letterId)
  const { helpOpen, closeHelp } = useShortcuts(letterId, search)
  usePrefetch()
  useEffect(() => {
    if (letterId === undefined) document.title = t('letter.title', { subject: t('nav.inbox') })
  }, [letterId, t])
  return (
    <Shell session={session} view={letterId === undefined ? 'list' : 'letter'}>
      <ListPane selectedId={letterId} lastId={lastId} unreadOnly={unreadOnly} />
      <section className="reader" data-pane="reader" tabIndex={-1} aria-label={t('letter.reader')}>
        {letterId === undefined ? (
          <Paragraph className="reader-empty">{t('letter.choose')}</Paragraph>
        ) : (
          <>
            {documentId === undefined && (
              <PageLink className="back-link back-to-list" href={inboxPath() + search}>
                <ArrowLeftIcon aria-hidden="true" />
                {t('nav.inbox')}
              </PageLink>
            )}
            <LetterPane key={letterId} letterId={letterId} documentId={documentId} search={search} />
          </>
        )}
      </section>
      <ShortcutHelp open={helpOpen} onClose={closeHelp} />
    </Shell>
  )
}
