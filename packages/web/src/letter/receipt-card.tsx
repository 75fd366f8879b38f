import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useState } from 'react'
import { sendReceipt } from '../api/letters-api.ts'
import { failureCode, isLost } from '../api/request.ts'
import { useTexts } from '../language/language-context.tsx'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { PageLink } from '../router/page-link.tsx'
import { Alert, Button, Card, Heading, Paragraph } from '../ui/components.ts'
import { receiptText } from './receipt-line.tsx'

interface ReceiptCardProps {
  letter: Letter
  document: LetterDocument
  leavePath: string
  onSent: (at: string) => void
}

/** Asked before anything is fetched. Two plain ways, nothing ticked beforehand, nothing remembered. */
export function ReceiptCard({ letter, document, leavePath, onSent }: ReceiptCardProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [state, setState] = useState<'asking' | 'sending' | 'failed' | 'lost'>('asking')
  const send = async (): Promise<void> => {
    if (state === 'sending') return
    setState('sending')
    try {
      const { at } = await sendReceipt(letter.id, document.id)
      announceStatus(receiptText(letter, at, texts))
      onSent(at)
    } catch (error) {
      const lost = isLost(failureCode(error))
      setState(lost ? 'lost' : 'failed')
      announceAlert(t(lost ? 'paper.contentLost' : 'M18'))
    }
  }
  return (
    <>
      {state === 'failed' && <Alert data-color="danger">{t('M18')}</Alert>}
      {state === 'lost' && <Alert data-color="danger">{t('paper.contentLost')}</Alert>}
      <Card className="ask-card" data-color="neutral">
        <Heading level={2} data-size="xs">
          {t('receipt.title')}
        </Heading>
        <Paragraph>{t('M16', { sender: letter.sender ?? t('row.noSender') })}</Paragraph>
        <div className="button-row" data-color="accent">
          <Button loading={state === 'sending'} onClick={() => void send()}>
            {t('receipt.open')}
          </Button>
          <Button asChild variant="secondary">
            <PageLink href={leavePath}>{t('receipt.notNow')}</PageLink>
          </Button>
        </div>
      </Card>
    </>
  )
}
