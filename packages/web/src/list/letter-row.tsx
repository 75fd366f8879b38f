import type { LetterRow as Row } from '@brevdue/server/mailbox-contract'
import { memo, type ReactNode } from 'react'
import { formatListDate } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
import { focusLetter } from '../shell/focus-letter.ts'
import { hasFacts, RowFacts } from './row-facts.tsx'
import { useShownNames } from './use-shown-names.ts'

interface LetterRowProps {
  row: Row
  selected: boolean
  tabStop: boolean
}

/** Who and when, what, and a third line only when there is something to say. The whole row is one link. */
export const LetterRow = memo(function LetterRow({ row, selected, tabStop }: LetterRowProps): ReactNode {
  const { t, language } = useTexts()
  const { sender, subject } = useShownNames(row)
  const received = new Date(row.receivedAt)
  return (
    <li className="row" data-unread={row.unread} data-selected={selected} data-facts={hasFacts(row)}>
      <PageLink
        className="row-link"
        href={inboxPath(row.id)}
        data-letter={row.id}
        tabIndex={tabStop ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        // a second click changes no address, so the heading has to be told
        onClick={selected ? focusLetter : undefined}
      >
        {row.unread && <span className="row-dot" aria-hidden="true" />}
        {row.unread && <span className="ds-sr-only">{t('row.unread')}. </span>}
        <span className="row-top">
          <span className="row-sender">{sender}</span>
          <time className="row-date" dateTime={row.receivedAt}>
            {formatListDate(received, new Date(), language)}
          </time>
        </span>
        <span className="row-subject">{subject}</span>
        <RowFacts row={row} />
      </PageLink>
    </li>
  )
})
