import { type ReactNode, useEffect } from 'react'
import type { FailureCode } from '../api/request.ts'
import { useTexts } from '../language/language-context.tsx'
import { useBackOnline } from '../list/use-back-online.ts'
import { announceAlert } from '../live/live-regions.ts'
import { focusLetter } from '../shell/focus-letter.ts'
import { Alert, Button, Paragraph } from '../ui/components.ts'
import type { ContentProps } from './document-paper.tsx'
import { useDownload } from './use-download.ts'

interface ContentFailureProps {
  content: ContentProps
  /** `UNREADABLE`: it came, but the browser can make nothing of it. */
  failure: FailureCode | 'UNREADABLE'
}

export function ContentFailure({ content, failure }: ContentFailureProps): ReactNode {
  const { t } = useTexts()
  const download = useDownload(content.letter, content.document)
  const offline = failure === 'OFFLINE'
  const unreadable = failure === 'UNREADABLE'
  const text = t(offline ? 'M09' : unreadable ? 'M08' : 'M07')
  useEffect(() => announceAlert(text), [text])
  useBackOnline(offline, content.onRetry)
  const tryAgain = (): void => {
    focusLetter()
    content.onRetry()
  }
  return (
    <Alert data-color={offline || unreadable ? 'warning' : 'danger'}>
      <Paragraph>{text}</Paragraph>
      <div className="button-row" data-color="accent">
        {!unreadable && (
          <Button variant="secondary" onClick={tryAgain}>
            {t('action.retry')}
          </Button>
        )}
        {!offline && (
          <Button variant="secondary" onClick={() => void download()}>
            {t('action.download')}
          </Button>
        )}
      </div>
    </Alert>
  )
}
