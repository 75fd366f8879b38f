import { type ReactNode, useEffect } from 'react'
import { type FailureCode, isLost } from '../api/request.ts'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { useBackOnline } from '../list/use-back-online.ts'
import { useShownNames } from '../list/use-shown-names.ts'
import { announceAlert } from '../live/live-regions.ts'
import { focusLetter } from '../shell/focus-letter.ts'
import { Alert, Button, Paragraph } from '../ui/components.ts'
import type { ContentProps } from './document-paper.tsx'
import type { PdfFailure } from './pdf/pdf-failure.ts'
import { useDownload } from './use-download.ts'

interface ContentFailureProps {
  content: ContentProps
  failure: Failure
}

/** `UNREADABLE`: it came, but the browser can make nothing of it. */
type Failure = FailureCode | PdfFailure | 'UNREADABLE'

/** What came and cannot be shown: whose fault it is, and what helps. All else is that it did not come. */
const unshown: Partial<Record<Failure, MessageKey>> = {
  UNREADABLE: 'M08',
  DAMAGED: 'pdf.damaged',
  EMPTY: 'pdf.empty',
  TOO_LARGE: 'pdf.tooLarge',
  UNSUPPORTED: 'pdf.unsupported',
  ENGINE: 'pdf.engine',
}

export function ContentFailure({ content, failure }: ContentFailureProps): ReactNode {
  const { t } = useTexts()
  const download = useDownload(content.letter, content.document)
  const offline = failure === 'OFFLINE'
  const { sender } = useShownNames(content.letter)
  const words = unshown[failure]
  const lost = isLost(failure)
  const text = t(offline ? 'M09' : lost ? 'paper.contentLost' : (words ?? 'M07'), { sender })
  // the same bytes fail in the same way; a program that was not there may be there now
  const again = words === undefined || failure === 'ENGINE'
  useEffect(() => announceAlert(text), [text])
  useBackOnline(offline, content.onRetry)
  const tryAgain = (): void => {
    focusLetter()
    content.onRetry()
  }
  return (
    <Alert data-color={offline || words !== undefined ? 'warning' : 'danger'}>
      <Paragraph>{text}</Paragraph>
      <div className="button-row" data-color="accent">
        {again && (
          <Button variant="secondary" onClick={tryAgain}>
            {t('action.retry')}
          </Button>
        )}
        {!offline && !lost && (
          <Button variant="secondary" onClick={() => void download()}>
            {t('action.download')}
          </Button>
        )}
      </div>
    </Alert>
  )
}
