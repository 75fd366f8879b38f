import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { formatTime, formatWeekday } from '../language/dates.ts'
import { useTexts } from '../language/language-context.tsx'
import { formatSize } from '../language/numbers.ts'
import { Details } from '../ui/components.ts'

/** What support may ask for, out of the way of whoever only reads. */
export function LetterDetails({ letter, document }: { letter: Letter; document: LetterDocument }): ReactNode {
  const { t, language } = useTexts()
  const received = new Date(letter.receivedAt)
  const facts: [label: string, value: string | null, figures?: boolean][] = [
    [
      t('letter.received'),
      t('letter.receivedAt', { date: formatWeekday(received, language), time: formatTime(received, language) }),
    ],
    [t('letter.reference'), letter.reference],
    [t('letter.fileType'), document.fileType.toUpperCase()],
    [t('letter.size'), formatSize(document.size, language)],
    [t('letter.id'), letter.id, true],
    [t('letter.documentId'), document.id, true],
    [t('letter.hash'), document.contentHash, true],
  ]
  return (
    <Details className="letter-details">
      <Details.Summary>{t('letter.details')}</Details.Summary>
      <Details.Content>
        <dl className="facts">
          {facts.map(
            ([label, value, figures]) =>
              value !== null && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd className={figures ? 'code' : undefined}>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </Details.Content>
    </Details>
  )
}
