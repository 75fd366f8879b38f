import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { ReceiptIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { formatDate, formatTime } from '../language/dates.ts'
import { type Texts, useTexts } from '../language/language-context.tsx'

/** That a receipt has been sent stays on the letter for good. */
export function ReceiptLine({ letter, document }: { letter: Letter; document: LetterDocument }): ReactNode {
  const texts = useTexts()
  if (document.receipt.state !== 'sent') return null
  return (
    <p className="status-line">
      <ReceiptIcon aria-hidden="true" />
      <span>{receiptText(letter, document.receipt.at, texts)}</span>
    </p>
  )
}

export function receiptText(letter: Letter, at: string, { t, language }: Texts): string {
  const instant = new Date(at)
  return t('M17', {
    sender: letter.sender ?? t('row.noSender'),
    date: formatDate(instant, language),
    time: formatTime(instant, language),
  })
}
