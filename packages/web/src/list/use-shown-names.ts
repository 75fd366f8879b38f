import type { LetterRow } from '@brevdue/server/mailbox-contract'
import { useTexts } from '../language/language-context.tsx'

/** What stands for sender and subject: the real ones, or that they are hidden or missing. */
export function useShownNames(row: Pick<LetterRow, 'sender' | 'subject' | 'lock'>): {
  sender: string
  subject: string
} {
  const { t } = useTexts()
  const hidden = row.lock?.hidden === true
  return {
    sender: row.sender ?? t(hidden ? 'row.hiddenSender' : 'row.noSender'),
    subject: row.subject ?? t(hidden ? 'row.hiddenSubject' : 'row.noSubject'),
  }
}
