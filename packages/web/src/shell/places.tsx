import type { PlaceId } from '@brevdue/server/mailbox-contract'
import { ArchiveIcon, InboxIcon, TrashIcon } from '@navikt/aksel-icons'
import type { AnchorHTMLAttributes, ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { lettersStore } from '../list/letters-store.ts'
import { placeWords } from '../list/place-words.ts'
import { isUncounted, shownCount } from '../list/unread-count.ts'
import { usePlace } from '../router/navigation.ts'
import { PageLink } from '../router/page-link.tsx'
import { lettersPath } from '../router/route.ts'
import { useStore } from '../state/store.ts'

const icons = { inbox: InboxIcon, archive: ArchiveIcon, bin: TrashIcon }

interface PlaceLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  place: PlaceId
}

/** One of the mailbox's places; the inbox with its unread count. Tasks and folders get theirs in `places` (route.ts). */
export function PlaceLink({ place, className = 'place', ...rest }: PlaceLinkProps): ReactNode {
  const { t } = useTexts()
  const { route } = usePlace()
  const current = route.page === 'letters' && route.place === place
  const Icon = icons[place]
  return (
    <PageLink {...rest} className={className} href={lettersPath(place)} aria-current={current ? 'page' : undefined}>
      <Icon aria-hidden="true" />
      <span className="place-name">{t(placeWords[place].name)}</span>
      {place === 'inbox' && <UnreadCount />}
    </PageLink>
  )
}

function UnreadCount(): ReactNode {
  const { t } = useTexts()
  const { inboxUnread } = useStore(lettersStore)
  if (inboxUnread === 0) return null
  return (
    <span className="place-count">
      <span aria-hidden="true">{shownCount(inboxUnread)}</span>
      <span className="ds-sr-only">
        {isUncounted(inboxUnread) ? t('nav.unreadMany') : t('nav.unread', { n: inboxUnread })}
      </span>
    </span>
  )
}
