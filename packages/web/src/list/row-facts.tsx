import type { LetterRow } from '@brevdue/server/mailbox-contract'
import {
  CalendarIcon,
  ExternalLinkIcon,
  HourglassIcon,
  PackageIcon,
  PadlockLockedIcon,
  PaperclipIcon,
  WalletIcon,
} from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { formatShortDay, formatTime } from '../language/dates.ts'
import { type Texts, useTexts } from '../language/language-context.tsx'
import { formatAmount } from '../language/numbers.ts'
import { Tag } from '../ui/components.ts'

export function hasFacts(row: LetterRow): boolean {
  return (
    row.lock !== null ||
    row.checking ||
    row.amount !== null ||
    row.dueAt !== null ||
    isElsewhere(row) ||
    row.attachments > 0
  )
}

/** A letter whose content is only a link. */
const isElsewhere = (row: LetterRow): boolean => row.kind === 'externalLink'

/** The third line, in this order: what keeps it closed first, what is to be done and by when, attachments. */
export function RowFacts({ row }: { row: LetterRow }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  if (!hasFacts(row)) return null
  const claim = claimOf(row, texts)
  return (
    <span className="row-facts">
      {row.lock !== null && (
        <Tag data-color="warning" data-size="sm">
          <PadlockLockedIcon aria-hidden="true" />
          {t('row.locked')}
        </Tag>
      )}
      {row.lock === null && row.checking && (
        <Tag data-color="info" data-size="sm">
          <HourglassIcon aria-hidden="true" />
          {t('row.checking')}
        </Tag>
      )}
      {claim !== undefined && (
        <span className="row-fact">
          <claim.icon aria-hidden="true" />
          <span>{claim.text}</span>
        </span>
      )}
      {row.attachments > 0 && (
        <span className="row-fact">
          <PaperclipIcon aria-hidden="true" />
          <span aria-hidden="true">{row.attachments}</span>
          <span className="ds-sr-only">{t('row.attachments', { n: row.attachments })}</span>
        </span>
      )}
    </span>
  )
}

interface Claim {
  icon: typeof WalletIcon
  text: string
}

/**
 * What the sender asks for, in neutral words also when the day is past: what to pay, when to be where, what to fetch,
 * and that a letter's content lies elsewhere.
 */
function claimOf(row: LetterRow, { t, language }: Texts): Claim | undefined {
  const due = row.dueAt === null ? undefined : new Date(row.dueAt)
  const now = new Date()
  const passed = due !== undefined && due < now
  const date = due === undefined ? '' : formatShortDay(due, now, language)
  const amount = row.amount === null ? [] : [formatAmount(row.amount, language)]
  const says = (icon: Claim['icon'], ...parts: string[]) =>
    parts.length === 0 ? undefined : { icon, text: parts.join(' · ') }
  const dated = (...words: string[]) => (due === undefined ? [] : words)
  switch (row.action) {
    case 'attend':
      return says(CalendarIcon, ...dated(t('row.attend', { date, time: formatTime(due ?? now, language) })))
    case 'visit':
      if (passed) return says(ExternalLinkIcon, t('row.deadlinePassed', { date }))
      if (!isElsewhere(row)) return says(ExternalLinkIcon, ...dated(t('row.deadline', { date })))
      // both together in fewer words: the line has to fit a narrow phone
      return says(ExternalLinkIcon, due === undefined ? t('row.elsewhere') : t('row.elsewhereBy', { date }))
    case 'fetch':
      return says(PackageIcon, ...amount, ...dated(t('row.fetch', { date })))
    default:
      if (amount.length === 0) {
        return says(WalletIcon, ...dated(t(passed ? 'row.deadlinePassed' : 'row.deadline', { date })))
      }
      return says(WalletIcon, ...amount, ...dated(t(passed ? 'row.duePassed' : 'row.due', { date })))
  }
}
