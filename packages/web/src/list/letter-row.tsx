import type { LetterRow as Row } from '@brevdue/server/mailbox-contract'
import { memo, type ReactNode } from 'react'
import { formatListDate } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { focusLetter } from '../shell/focus-letter.ts'
import { RowCheckbox } from './row-checkbox.tsx'
import { hasFacts, RowFacts } from './row-facts.tsx'
import { useShownNames } from './use-shown-names.ts'

export interface LetterRowProps {
  row: Row
  href: string
  selected: boolean
  tabStop: boolean
  /** Undefined where letters are not being selected. */
  checked: boolean | undefined
  /** In a list that is drawn in part: which row it is, of how many (-1: not known yet), and how far down it stands. */
  position?: number | undefined
  setSize?: number | undefined
  top?: number | undefined
  /** The height that it was thought to have. */
  thought?: number | undefined
  measure?: ((row: HTMLLIElement) => () => void) | undefined
}

/** Who and when, what, and a third line only when there is something to say. The whole row is one link. */
export const LetterRow = memo(function LetterRow(props: LetterRowProps): ReactNode {
  const { row, href, selected, tabStop, checked, position, setSize, top, thought, measure } = props
  const { t, language } = useTexts()
  const { sender, subject } = useShownNames(row)
  const received = new Date(row.receivedAt)
  return (
    <li
      ref={measure}
      className="row"
      data-row={row.id}
      data-unread={row.unread}
      data-selected={selected}
      data-checked={checked}
      data-facts={hasFacts(row)}
      data-thought={thought}
      aria-posinset={position}
      aria-setsize={setSize}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
    >
      {checked !== undefined && <RowCheckbox letterId={row.id} checked={checked} label={`${sender}: ${subject}`} />}
      <PageLink
        className="row-link"
        href={href}
        data-letter={row.id}
        tabIndex={tabStop ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        // a second click changes no address, so the heading has to be told
        onClick={selected ? focusLetter : undefined}
      >
        {checked === true && <span className="ds-sr-only">{t('row.checked')}. </span>}
        {row.unread && <span className="row-dot" aria-hidden="true" />}
        {row.unread && <span className="ds-sr-only">{t('row.unread')}. </span>}
        <span className="row-top">
          <span className="row-sender">{sender}</span>
          <time className="row-date" dateTime={row.receivedAt}>
            {formatListDate(received, new Date(), language)}
          </time>
        </span>
        <span className="row-subject" dir="auto">
          {subject}
        </span>
        <RowFacts row={row} />
      </PageLink>
    </li>
  )
})
