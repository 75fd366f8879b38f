import type { PaymentCard as Payment } from '@brevdue/server/mailbox-contract'
import { WalletIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { formatWeekday } from '../../language/dates.ts'
import { Paragraph } from '../../ui/components.ts'
import { CalendarChoice } from './calendar-choice.tsx'
import { CardFact, CardFacts } from './card-facts.tsx'
import { formatMoney, groupAccount, groupKid } from './card-format.ts'
import { CardFrame } from './card-frame.tsx'
import type { CardProps } from './card-props.ts'
import { useCardTexts } from './card-texts.ts'
import { CopiedNumber } from './copied-number.tsx'
import { DaysLeft } from './days-left.tsx'
import { SenderLink } from './sender-link.tsx'

const amountLabels = {
  pay: 'card.amount',
  credit: 'card.amount.credit',
  nothing: 'card.amount.nothing',
} as const

/**
 * What to pay, by when and where to; the same words whether it is late or not. A credit and an amount of nothing say
 * that there is nothing to pay, and have no days that run out.
 */
export function PaymentCard({ card, letter, document }: CardProps<Payment>): ReactNode {
  const { t, language } = useCardTexts()
  const { asks, amount, dueAt, account, kid, link } = card
  const toPay = asks === 'pay'
  return (
    <CardFrame card={card} icon={<WalletIcon aria-hidden="true" />} isCredit={asks === 'credit'}>
      {!toPay && <Paragraph>{t('card.nothingToPay')}</Paragraph>}
      <CardFacts>
        {amount !== null && (
          <CardFact label={t(amountLabels[asks])} large figures>
            {formatMoney(asks === 'credit' ? amount.replace('-', '') : amount, 'NOK', language)}
          </CardFact>
        )}
        {dueAt !== null && (
          <CardFact label={t(toPay ? 'card.dueDate' : 'card.dueDate.stated')} figures>
            <time dateTime={dueAt}>{formatWeekday(new Date(dueAt), language)}</time>
            {toPay && <DaysLeft at={new Date(dueAt)} />}
          </CardFact>
        )}
        {account !== null && (
          <CardFact label={t('card.account')}>
            <CopiedNumber
              text={account}
              grouped={groupAccount(account)}
              label={t('card.copyAccount')}
              copied={t('card.copiedAccount')}
            />
          </CardFact>
        )}
        {kid !== null && (
          <CardFact label={t('card.kid')}>
            <CopiedNumber text={kid} grouped={groupKid(kid)} label={t('card.copyKid')} copied={t('card.copiedKid')} />
          </CardFact>
        )}
      </CardFacts>
      <div className="card-actions">
        {link !== null && <SenderLink link={link} language={card.language} />}
        {toPay && dueAt !== null && <CalendarChoice letterId={letter.id} documentId={document.id} until={dueAt} />}
      </div>
    </CardFrame>
  )
}
