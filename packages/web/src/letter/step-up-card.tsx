import type { Lock } from '@brevdue/server/mailbox-contract'
import { ShieldLockIcon } from '@navikt/aksel-icons'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { levelWords, methodWords } from '../language/level-words.ts'
import { followInPlace, PageLink } from '../router/page-link.tsx'
import { Alert, Button, Card, Heading, Paragraph } from '../ui/components.ts'
import type { ArrivalNotice } from './use-arrival-notice.ts'

interface StepUpCardProps {
  lock: Lock
  sender: string | null
  isAttachment: boolean
  notice: ArrivalNotice | undefined
  stepUpPath: string
  leavePath: string
}

/** Where the paper would be: what the letter needs, and the way there and back. */
export function StepUpCard({ lock, sender, isAttachment, notice, stepUpPath, leavePath }: StepUpCardProps): ReactNode {
  const { t } = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  const failed = notice !== undefined && notice.outcome !== 'raised'
  // together with its appearance: later, somebody may have gone on to the way in
  useLayoutEffect(() => {
    if (failed) heading.current?.focus()
  }, [failed])
  const level = t(levelWords[lock.level])
  const reason = isAttachment
    ? t('stepUp.attachment', { level })
    : lock.hidden || sender === null
      ? t('M12', { level: t(methodWords[lock.level]) })
      : t('M11', { sender, level })
  return (
    <>
      {notice !== undefined && notice.text !== '' && <Alert data-color="warning">{notice.text}</Alert>}
      <Card className="ask-card" data-color="neutral">
        <Heading ref={heading} level={2} data-size="xs" tabIndex={-1}>
          <ShieldLockIcon aria-hidden="true" />
          {t('stepUp.title')}
        </Heading>
        <Paragraph>{reason}</Paragraph>
        <div className="button-row" data-color="accent">
          <Button asChild>
            <a href={stepUpPath} onClick={followInPlace}>
              {t('stepUp.action')}
            </a>
          </Button>
          <Button asChild variant="secondary">
            <PageLink href={leavePath}>{t('stepUp.notNow')}</PageLink>
          </Button>
        </div>
      </Card>
    </>
  )
}
