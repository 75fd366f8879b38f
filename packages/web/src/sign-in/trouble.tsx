import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { failureCode, failureStatus, retryAfter } from '../api/request.ts'
import type { MessageKey } from '../language/catalogues.ts'
import { type Texts, useTexts } from '../language/language-context.tsx'
import { announceAlert } from '../live/live-regions.ts'
import { Alert, Heading, Paragraph } from '../ui/components.ts'
import { PasskeyFailure } from './passkey.ts'

interface TroubleProps {
  /** What happened, what is safe, what to do. */
  text: string
  title?: string
  /** It came late: whoever has gone on to another field is told, and keeps the focus there. */
  movedOn?: boolean
}

/** Something went wrong: takes the focus, so that it is read where one is. */
export function Trouble({ text, title, movedOn = false }: TroubleProps): ReactNode {
  const { t } = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  // together with its appearance: later, somebody may have gone on to another field
  useLayoutEffect(() => {
    if (movedOn) announceAlert(text)
    else heading.current?.focus()
  }, [text, movedOn])
  return (
    <Alert data-color="danger" className="trouble">
      <Heading ref={heading} level={2} data-size="2xs" tabIndex={-1}>
        {title ?? t('trouble.title')}
      </Heading>
      <Paragraph>{text}</Paragraph>
    </Alert>
  )
}

/**
 * @param refused what it means here that the server has not accepted what was given
 * @param conflict what it means here that it does not fit what there is
 */
export function troubleWords(error: unknown, t: Texts['t'], refused: MessageKey, conflict?: MessageKey): string {
  if (error instanceof PasskeyFailure) return t(error.words)
  switch (failureCode(error)) {
    case 'OFFLINE':
      return t('trouble.offline')
    case 'TOO_MANY_ATTEMPTS':
      return t('trouble.tooMany', { time: waitWords(retryAfter(error) ?? 60, t) })
    case 'PASSKEY_EXPIRED':
      return t('passkey.expired')
    case 'PASSKEY_UNVERIFIED':
      return t('passkey.unverified')
    case 'TOO_MANY_PASSKEYS':
      return t('passkey.tooMany')
    case 'NOT_ACCEPTED':
    case 'INVALID_REQUEST':
    case 'NOT_FOUND':
      return t(refused)
    case 'STEP_UP_REQUIRED':
    case 'FORBIDDEN':
      // 409: this can never be; 403: not now
      return t(failureStatus(error) === 409 ? (conflict ?? refused) : 'trouble.forbidden')
    default:
      return t('trouble.server')
  }
}

/** "40 sekunder", "3 minutter", "2 timer"; rounded up, so that nobody comes too early. */
export function waitWords(seconds: number, t: Texts['t']): string {
  if (seconds < 90) return t('time.seconds', { n: Math.max(1, Math.ceil(seconds)) })
  if (seconds < 5400) return t('time.minutes', { n: Math.ceil(seconds / 60) })
  return t('time.hours', { n: Math.ceil(seconds / 3600) })
}
