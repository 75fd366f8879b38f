import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { ArrowLeftIcon } from '@navikt/aksel-icons'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { hasFacts, RowFacts } from '../list/row-facts.tsx'
import { PageLink } from '../router/page-link.tsx'
import { Alert } from '../ui/components.ts'
import { Attachments, TechnicalFiles } from './attachments.tsx'
import { DocumentPaper } from './document-paper.tsx'
import { LetterActions } from './letter-actions.tsx'
import { LetterDetails } from './letter-details.tsx'
import { LetterFailure } from './letter-failure.tsx'
import { LetterHeader } from './letter-header.tsx'
import { ReceiptLine } from './receipt-line.tsx'
import type { ArrivalNotice } from './use-arrival-notice.ts'

export interface LetterPaths {
  letter: string
  document: (documentId: string) => string
  stepUp: (documentId: string | undefined) => string
  list: string
}

interface LetterViewProps {
  letter: Letter
  /** An attachment; without it the main document is shown. */
  documentId: string | undefined
  notice: ArrivalNotice | undefined
  focusHeading: boolean
  paths: LetterPaths
  onChange: (letter: Letter) => void
  onReload: () => void
}

/** A letter from subject to details. Knows no addresses of its own, so that it can be shown elsewhere too. */
export function LetterView(props: LetterViewProps): ReactNode {
  const { letter, documentId, notice, paths, onChange, onReload } = props
  const { t } = useTexts()
  const [consents, setConsents] = useState(0)
  const primary = letter.documents[0]
  const shown = documentId === undefined ? primary : letter.documents.find(({ id }) => id === documentId)
  if (primary === undefined || shown === undefined) return <LetterFailure code="NOT_FOUND" onRetry={onReload} />
  const isAttachment = shown !== primary
  const open = isOpen(shown) && letter.lock === null
  const change = (document: LetterDocument): void =>
    onChange({ ...letter, documents: letter.documents.map((other) => (other.id === document.id ? document : other)) })
  return (
    <article className="letter" aria-labelledby="letter-heading">
      {isAttachment && (
        <PageLink className="back-link" href={paths.letter}>
          <ArrowLeftIcon aria-hidden="true" />
          {t('letter.backToLetter')}
        </PageLink>
      )}
      <LetterHeader
        key={`${shown.id} ${consents}`}
        row={letter}
        letter={letter}
        focusHeading={props.focusHeading || consents > 0}
        {...(isAttachment && { title: titleOf(shown, t) })}
      />
      {open && <LetterActions letter={letter} document={shown} onChange={onChange} onReload={onReload} />}
      {!isAttachment && hasFacts({ ...letter, lock: null, attachments: 0 }) && (
        <p className="letter-facts">
          <RowFacts row={{ ...letter, lock: null, attachments: 0 }} />
        </p>
      )}
      {notice?.outcome === 'raised' && notice.text !== '' && <Alert data-color="success">{notice.text}</Alert>}
      <ReceiptLine letter={letter} document={shown} />
      <DocumentPaper
        key={shown.id}
        letter={letter}
        document={shown}
        isAttachment={isAttachment}
        notice={notice}
        paths={paths}
        onRead={() => onChange({ ...letter, unread: false })}
        onReceipt={(at) => {
          change({ ...shown, receipt: { state: 'sent', at } })
          setConsents(consents + 1)
        }}
        onReload={onReload}
      />
      {isOpen(primary) && letter.lock === null && !isAttachment && (
        <>
          <Attachments documents={letter.documents.slice(1)} paths={paths} />
          <TechnicalFiles letter={letter} />
        </>
      )}
      {letter.lock?.hidden !== true && <LetterDetails letter={letter} document={shown} />}
    </article>
  )
}

function isOpen(document: LetterDocument): boolean {
  return document.lock === null && document.receipt.state !== 'asked'
}

function titleOf(document: LetterDocument, t: ReturnType<typeof useTexts>['t']): string {
  if (document.subject !== null) return document.subject
  return t(document.lock?.hidden === true ? 'row.hiddenSubject' : 'letter.attachment')
}
