import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { FilesIcon } from '@navikt/aksel-icons'
import { type ReactNode, useState } from 'react'
import { formatTime, formatWeekday } from '../language/dates.ts'
import { type Texts, useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { formatSize } from '../language/numbers.ts'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { Button, Details } from '../ui/components.ts'
import { LetterActivity } from './letter-activity.tsx'

interface Fact {
  label: string
  value: string
  /** Made for programs and read letter by letter. */
  code?: boolean
}

/** What support may ask for, and what was done with the letter: out of the way of whoever only reads. */
export function LetterDetails({ letter, document }: { letter: Letter; document: LetterDocument }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [open, setOpen] = useState(false)
  const facts = factsOf(letter, document, texts)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(forSupport(letter, document))
      announceStatus(t('details.copied'))
    } catch {
      announceAlert(t('details.notCopied'))
    }
  }
  return (
    <Details className="letter-details" open={open} onToggle={() => setOpen(!open)}>
      <Details.Summary>{t('letter.details')}</Details.Summary>
      <Details.Content>
        <dl className="facts">
          {facts.map(({ label, value, code }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={code ? 'code' : undefined}>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="details-copy">
          <Button variant="secondary" data-size="sm" onClick={() => void copy()}>
            <FilesIcon aria-hidden="true" />
            {t('details.copy')}
          </Button>
          <p>{t('details.copyHelp')}</p>
        </div>
        {open && <LetterActivity letter={letter} />}
      </Details.Content>
    </Details>
  )
}

function factsOf(letter: Letter, document: LetterDocument, { t, language }: Texts): Fact[] {
  const received = new Date(letter.receivedAt)
  const level = document.lock?.level ?? letter.lock?.level
  const known: [label: string, value: string | null | undefined, code?: boolean][] = [
    [
      t('letter.received'),
      t('letter.receivedAt', { date: formatWeekday(received, language), time: formatTime(received, language) }),
    ],
    [t('letter.reference'), letter.reference],
    [t('details.level'), level && t(levelWords[level])],
    ...described(document, { t, language }),
    [t('letter.id'), letter.id, true],
    [t('letter.documentId'), document.id, true],
    [t('letter.hash'), document.contentHash, true],
  ]
  return known.flatMap(([label, value, code]) => (value ? [{ label, value, ...(code && { code }) }] : []))
}

/** A hidden document says nothing of itself, not even its type. */
function described(document: LetterDocument, { t, language }: Pick<Texts, 't' | 'language'>): [string, string][] {
  if (document.lock?.hidden === true || document.fileType === '') return []
  return [
    [t('letter.fileType'), document.fileType.toUpperCase()],
    [t('letter.size'), formatSize(document.size, language)],
  ]
}

/** Ids and nothing of the content: support finds the letter without being told what is in it. In English, for everybody. */
function forSupport(letter: Letter, document: LetterDocument): string {
  const lines = [
    ['Letter', letter.id],
    ['Document', document.id],
    ['Reference', letter.reference],
    ['Received', letter.receivedAt],
    ['SHA-256', document.contentHash],
  ]
  return lines.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : [])).join('\n')
}
