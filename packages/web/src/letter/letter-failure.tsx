import { type ReactNode, useEffect } from 'react'
import { type FailureCode, isLost } from '../api/request.ts'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { useBackOnline } from '../list/use-back-online.ts'
import { announceAlert } from '../live/live-regions.ts'
import { usePageHeading } from '../pages/use-page-heading.ts'
import { PageLink } from '../router/page-link.tsx'
import { focusLetter } from '../shell/focus-letter.ts'
import { Alert, Button, Heading, Paragraph } from '../ui/components.ts'

const messages: Partial<Record<FailureCode, { title: MessageKey; text: MessageKey }>> = {
  NOT_FOUND: { title: 'letterNotFound.title', text: 'M27' },
  INVALID_REQUEST: { title: 'letterNotFound.title', text: 'M27' },
  FORBIDDEN: { title: 'noAccess.title', text: 'M26' },
}

interface LetterFailureProps {
  code: FailureCode
  onRetry: () => void
}

/** Whether there is nothing to come back for: the letter is not there, or not for this person. */
export function isGone(code: FailureCode): boolean {
  return messages[code] !== undefined
}

/** In place of a letter that cannot be shown: what happened, and the next step. */
export function LetterFailure({ code, listPath, onRetry }: LetterFailureProps & { listPath: string }): ReactNode {
  const { t } = useTexts()
  const known = messages[code]
  if (known !== undefined) return <LetterGone title={t(known.title)} text={t(known.text)} listPath={listPath} />
  return (
    <div className="letter">
      <FailureHeading>{t('letter.reader')}</FailureHeading>
      <LetterTrouble code={code} onRetry={onRetry} />
    </div>
  )
}

/** Where the paper would be: the letter could not be fetched this time. */
export function LetterTrouble({ code, onRetry }: LetterFailureProps): ReactNode {
  const { t } = useTexts()
  const offline = code === 'OFFLINE'
  const lost = isLost(code)
  const text = t(offline ? 'M09' : lost ? 'paper.contentLost' : 'M07')
  const tryAgain = (): void => {
    focusLetter()
    onRetry()
  }
  useEffect(() => announceAlert(text), [text])
  useBackOnline(offline, onRetry)
  return (
    <Alert data-color={offline ? 'warning' : 'danger'}>
      <Paragraph>{text}</Paragraph>
      {!lost && (
        <Button variant="secondary" data-color="accent" onClick={tryAgain}>
          {t('action.retry')}
        </Button>
      )}
    </Alert>
  )
}

function LetterGone({ title, text, listPath }: { title: string; text: string; listPath: string }): ReactNode {
  const { t } = useTexts()
  useEffect(() => announceAlert(text), [text])
  return (
    <div className="letter full-message">
      <FailureHeading>{title}</FailureHeading>
      <Paragraph>{text}</Paragraph>
      <Button asChild>
        <PageLink href={listPath}>{t('action.toInbox')}</PageLink>
      </Button>
    </div>
  )
}

/** Takes the focus as the letter's own heading would have done, which this stands in for. */
function FailureHeading({ children }: { children: string }): ReactNode {
  const heading = usePageHeading(children)
  return (
    <Heading ref={heading} level={1} data-size="sm" tabIndex={-1} data-pane-entry="">
      {children}
    </Heading>
  )
}
