import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { PartBoundary } from '../ui/part-boundary.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { askedReceipt } from './asked-receipt.ts'
import { DownloadButton, DownloadCard } from './download-card.tsx'
import { HtmlFrame } from './html-frame.tsx'
import { ImagePaper } from './image-paper.tsx'
import type { LetterPaths } from './letter-view.tsx'
import { ReceiptCard } from './receipt-card.tsx'
import { ScanCard } from './scan-card.tsx'
import { StepUpCard } from './step-up-card.tsx'
import { TextPaper } from './text-paper.tsx'
import type { ArrivalNotice } from './use-arrival-notice.ts'

const PdfPaper = lazy(() => import('./pdf/pdf-paper.tsx'))

interface DocumentPaperProps {
  letter: Letter
  document: LetterDocument
  isAttachment: boolean
  notice: ArrivalNotice | undefined
  paths: LetterPaths
  /** The content has come: the letter is read now. */
  onRead: () => void
  onReceipt: (document: LetterDocument, at: string) => void
  /** The server answered that something is needed which this page did not know of. */
  onReload: () => void
}

/** The sender's content, or the card that stands in its place: stronger sign-in first, then the scan, then consent. */
export function DocumentPaper(props: DocumentPaperProps): ReactNode {
  const { letter, document, notice, paths } = props
  const { t } = useTexts()
  const [attempt, setAttempt] = useState(0)
  const [waited, setWaited] = useState(false)
  const lock = document.lock ?? letter.lock
  if (lock !== null) {
    const needed = props.isAttachment ? document.id : undefined
    return (
      <StepUpCard
        lock={lock}
        sender={letter.sender}
        isAttachment={props.isAttachment}
        notice={notice}
        stepUpPath={paths.stepUp(needed)}
        leavePath={props.isAttachment ? paths.letter : paths.list}
      />
    )
  }
  // what one has waited for does not open by itself
  if (document.scan === 'checking' && !waited) setWaited(true)
  if (document.scan !== 'clean' || waited) {
    return (
      <ScanCard
        letter={letter}
        document={document}
        isAttachment={props.isAttachment}
        onDone={props.onReload}
        onOpen={() => setWaited(false)}
      />
    )
  }
  const asking = askedReceipt(letter, document)
  if (asking !== undefined) {
    return (
      <ReceiptCard
        key={asking.id}
        letter={letter}
        document={asking}
        leavePath={paths.list}
        onSent={(at) => props.onReceipt(asking, at)}
      />
    )
  }
  const content: ContentProps = {
    letter,
    document,
    onRead: props.onRead,
    onReload: props.onReload,
    onRetry: () => setAttempt(attempt + 1),
  }
  return (
    <section className="paper" aria-label={t('letter.senderContent')} key={attempt}>
      <PartBoundary instead={<DownloadButton letter={letter} document={document} />}>
        <Suspense fallback={<Waiting text={t('paper.loading')} />}>
          <Content {...content} />
        </Suspense>
      </PartBoundary>
    </section>
  )
}

export interface ContentProps {
  letter: Letter
  document: LetterDocument
  onRead: () => void
  onReload: () => void
  onRetry: () => void
}

function Content(props: ContentProps): ReactNode {
  switch (props.document.rendering) {
    case 'pdf':
      return <PdfPaper {...props} />
    case 'html':
      return <HtmlFrame {...props} />
    case 'image':
      return <ImagePaper {...props} />
    case 'text':
      return <TextPaper {...props} />
    case 'download':
      return <DownloadCard letter={props.letter} document={props.document} />
  }
}
