import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { hasFacts, RowFacts } from '../list/row-facts.tsx'
import { Alert } from '../ui/components.ts'
import { askedReceipt } from './asked-receipt.ts'
import { Attachments, TechnicalFiles } from './attachments.tsx'
import { LetterCard } from './cards/letter-card.tsx'
import { DocumentPaper } from './document-paper.tsx'
import { LeavingDialog } from './leaving-dialog.tsx'
import { LetterActions } from './letter-actions.tsx'
import type { LetterActs } from './letter-acts.ts'
import { LetterDetails } from './letter-details.tsx'
import type { LetterPaths } from './letter-view.tsx'
import { ReceiptLine } from './receipt-line.tsx'
import type { ArrivalNotice } from './use-arrival-notice.ts'

interface LetterBodyProps {
  letter: Letter
  document: LetterDocument
  isAttachment: boolean
  notice: ArrivalNotice | undefined
  paths: LetterPaths
  acts: LetterActs
  onChange: (letter: Letter) => void
  onReload: () => void
  onConsent: () => void
}

/** What stands below the heading: actions, status, the sender's claims, the paper, attachments and details. */
export default function LetterBody(props: LetterBodyProps): ReactNode {
  const { letter, document, isAttachment, notice, paths, onChange } = props
  const told = letter.lock === null && document.lock === null && askedReceipt(letter, document) === undefined
  const open = told && document.scan === 'clean'
  const claims = { ...letter, lock: null, checking: false, attachments: 0 }
  const keepReceipt = (asking: LetterDocument, at: string): void => {
    const sent: LetterDocument = { ...asking, receipt: { state: 'sent', at } }
    onChange({ ...letter, documents: letter.documents.map((other) => (other === asking ? sent : other)) })
    props.onConsent()
    // the sender's claims open together with the content, and only the server has them
    props.onReload()
  }
  return (
    <>
      <LetterActions {...{ letter, document, isAttachment, open }} acts={props.acts} />
      {!isAttachment && document.card === null && hasFacts(claims) && (
        <p className="letter-facts">
          <RowFacts row={claims} />
        </p>
      )}
      {notice?.outcome === 'raised' && notice.text !== '' && <Alert data-color="success">{notice.text}</Alert>}
      <ReceiptLine letter={letter} document={document} />
      <LetterCard letter={letter} document={document} />
      <DocumentPaper
        key={document.id}
        letter={letter}
        document={document}
        isAttachment={isAttachment}
        notice={notice}
        paths={paths}
        onRead={() => onChange({ ...letter, unread: false })}
        onReceipt={keepReceipt}
        onReload={props.onReload}
      />
      {told && !isAttachment && (
        <>
          <Attachments documents={letter.documents.slice(1)} paths={paths} />
          <TechnicalFiles letter={letter} />
        </>
      )}
      {letter.lock?.hidden !== true && <LetterDetails letter={letter} document={document} />}
      <LeavingDialog />
    </>
  )
}
