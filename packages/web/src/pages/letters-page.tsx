import type { Session } from '@brevdue/server/mailbox-contract'
import { ArrowLeftIcon } from '@navikt/aksel-icons'
import { type ReactNode, useEffect } from 'react'
import { ShortcutHelp } from '../keyboard/shortcut-help.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { useTexts } from '../language/language-context.tsx'
import { LetterPane } from '../letter/letter-pane.tsx'
import { usePrefetch } from '../letter/use-prefetch.ts'
import { ActTrouble } from '../list/act-bar.tsx'
import { DeleteDialog } from '../list/delete-dialog.tsx'
import { lettersStore } from '../list/letters-store.ts'
import { ListPane } from '../list/list-pane.tsx'
import { placeWords } from '../list/place-words.ts'
import { shownCount } from '../list/unread-count.ts'
import { useForgottenLetters } from '../list/use-forgotten-letters.ts'
import { useWayBack } from '../list/use-way-back.ts'
import { PageLink } from '../router/page-link.tsx'
import { type LettersRoute, lettersPath, searchOf } from '../router/route.ts'
import { Shell } from '../shell/shell.tsx'
import { useStore } from '../state/store.ts'
import { Paragraph } from '../ui/components.ts'

interface LettersPageProps {
  session: Session
  route: LettersRoute
}

/** A place's list and a letter: side by side on wide screens, one at a time on a phone. */
export function LettersPage({ session, route }: LettersPageProps): ReactNode {
  const { t } = useTexts()
  const { place, letterId, documentId, unreadOnly } = route
  const search = searchOf(unreadOnly)
  const lastId = useWayBack(route)
  const { helpOpen, closeHelp } = useShortcuts(route)
  const lapses = useForgottenLetters(session)
  usePrefetch()
  useListTitle(route)
  return (
    <Shell session={session} view={letterId === undefined ? 'list' : 'letter'}>
      <ListPane route={route} lastId={lastId} />
      <section className="reader" data-pane="reader" tabIndex={-1} aria-label={t('letter.reader')}>
        {letterId === undefined ? (
          <Paragraph className="reader-empty">{t('letter.choose')}</Paragraph>
        ) : (
          <>
            {documentId === undefined && (
              <PageLink className="back-link back-to-list" href={lettersPath(place) + search}>
                <ArrowLeftIcon aria-hidden="true" />
                {t(placeWords[place].name)}
              </PageLink>
            )}
            <ActTrouble />
            <LetterPane
              key={`${letterId} ${session.level} ${lapses}`}
              place={place}
              letterId={letterId}
              documentId={documentId}
              search={search}
            />
          </>
        )}
      </section>
      <ShortcutHelp open={helpOpen} onClose={closeHelp} />
      <DeleteDialog />
    </Shell>
  )
}

/** Which place, and how many unread letters the inbox has. A letter names the tab itself. */
function useListTitle({ place, letterId }: LettersRoute): void {
  const { t } = useTexts()
  const { inboxUnread } = useStore(lettersStore)
  useEffect(() => {
    if (letterId !== undefined) return
    const name = t(placeWords[place].name)
    const subject = place === 'inbox' && inboxUnread > 0 ? `${name} (${shownCount(inboxUnread)})` : name
    document.title = t('letter.title', { subject })
  }, [place, letterId, inboxUnread, t])
}
