import type { Letter, LetterRow } from '@brevdue/server/mailbox-contract'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { FailureCode } from '../api/request.ts'
import { useTexts } from '../language/language-context.tsx'
import { Waiting } from '../ui/waiting.tsx'
import type { LetterActs } from './letter-acts.ts'
import { LetterFailure, LetterTrouble } from './letter-failure.tsx'
import { LetterHeader } from './letter-header.tsx'
import type { ArrivalNotice } from './use-arrival-notice.ts'

/** Fetched while the list is at rest, or together with the letter: the list comes first. */
const LetterBody = lazy(() => import('./letter-body.tsx'))

export interface LetterPaths {
  letter: string
  document: (documentId: string) => string
  stepUp: (documentId: string | undefined) => string
  list: string
}

interface LetterViewProps {
  /** What the list knows: enough for the heading until the letter itself is there. */
  row: LetterRow
  letter: Letter | undefined
  /** Why the letter is not there; what the list knows stays. */
  failure: FailureCode | undefined
  /** An attachment; without it the main document is shown. */
  documentId: string | undefined
  notice: ArrivalNotice | undefined
  focusHeading: boolean
  paths: LetterPaths
  acts: LetterActs
  onChange: (letter: Letter) => void
  onReload: () => void
}

/** A letter from subject to details. Knows no addresses of its own, so that it can be shown elsewhere too. */
export function LetterView(props: LetterViewProps): ReactNode {
  const { row, letter, documentId } = props
  const { t } = useTexts()
  const [consents, setConsents] = useState(0)
  const primary = letter?.documents[0]
  const shown = documentId === undefined ? primary : letter?.documents.find(({ id }) => id === documentId)
  if (letter !== undefined && shown === undefined)
    return <LetterFailure code="NOT_FOUND" listPath={props.paths.list} onRetry={props.onReload} />
  const attachment = shown === primary ? undefined : shown
  const hiddenTitle = attachment?.lock?.hidden === true ? 'letter.hiddenAttachment' : 'letter.attachment'
  return (
    <article className="letter" aria-labelledby="letter-heading">
      <LetterHeader
        row={row}
        letter={letter}
        title={attachment && (attachment.subject ?? t(hiddenTitle))}
        letterPath={attachment && props.paths.letter}
        focusOn={props.focusHeading || consents > 0 ? `${documentId} ${consents}` : undefined}
      />
      {letter === undefined || shown === undefined ? (
        <Absent failure={props.failure} onRetry={props.onReload} />
      ) : (
        <Suspense fallback={<Waiting text={t('letter.loading')} />}>
          <LetterBody
            {...props}
            letter={letter}
            document={shown}
            isAttachment={attachment !== undefined}
            onConsent={() => setConsents(consents + 1)}
          />
        </Suspense>
      )}
    </article>
  )
}

function Absent({ failure, onRetry }: { failure: FailureCode | undefined; onRetry: () => void }): ReactNode {
  const { t } = useTexts()
  if (failure === undefined) return <Waiting text={t('letter.loading')} />
  return <LetterTrouble code={failure} onRetry={onRetry} />
}
