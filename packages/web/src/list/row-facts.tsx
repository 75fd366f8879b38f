import type { LetterRow } from '@brevdue/server/mailbox-contract'
import { PadlockLockedIcon, PaperclipIcon, WalletIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { formatDeadline } from '../language/dates.ts'
import { type Texts, useTexts } from '../language/language-context.tsx'
import { formatAmount } from '../language/numbers.ts'
import { Tag } from '../ui/components.ts'

export function hasFacts(row: LetterRow): boolean {
  return row.lock !== null || row.amount !== null || row.dueAt !== null || row.attachments > 0
}

/** The third line, in this order: lock, amount and due date, attachments. */
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
      {claim !== '' && (
        <span className="row-fact">
          <WalletIcon aria-hidden="true" />
          <span>{claim}</span>
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

/** Amount and date as the sender has stated them, in neutral words also when the date is past. */
function claimOf(row: LetterRow, { t, language }: Texts): string {
  const claims: string[] = []
  if (row.amount !== null) claims.push(formatAmount(row.amount, language))
  if (row.dueAt !== null) {
    const now = new Date()
    const due = new Date(row.dueAt)
    const date = formatDeadline(due, now, language)
    const passed = due < now
    if (row.amount !== null) claims.push(t(passed ? 'row.duePassed' : 'row.due', { date }))
    else claims.push(t(passed ? 'row.deadlinePassed' : 'row.deadline', { date }))
  }
  return claims.join(' · ')
}
