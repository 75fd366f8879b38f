import { type ReactNode, useEffect } from 'react'
import type { FailureCode } from '../api/request.ts'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert } from '../live/live-regions.ts'
import { PageLink } from '../router/page-link.tsx'
import { inboxPath } from '../router/route.ts'
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

/** In place of a letter that cannot be shown: what happened, and the next step. */
export function LetterFailure({ code, onRetry }: LetterFailureProps): ReactNode {
  const { t } = useTexts()
  const known = messages[code]
  const text = t(known?.text ?? (code === 'OFFLINE' ? 'M09' : 'M07'))
  useEffect(() => announceAlert(text), [text])
  if (known === undefined) {
    return (
      <div className="letter">
        <Heading level={1} data-size="sm" tabIndex={-1} data-pane-entry="">
          {t('letter.reader')}
        </Heading>
        <Alert data-color={code === 'OFFLINE' ? 'warning' : 'danger'}>
          <Paragraph>{text}</Paragraph>
          <Button variant="secondary" data-color="accent" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        </Alert>
      </div>
    )
  }
  return (
    <div className="letter full-message">
      <Heading level={1} data-size="sm" tabIndex={-1} data-pane-entry="">
        {t(known.title)}
      </Heading>
      <Paragraph>{text}</Paragraph>
      <Button asChild>
        <PageLink href={inboxPath()}>{t('action.toInbox')}</PageLink>
      </Button>
    </div>
  )
}
