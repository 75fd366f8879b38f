import type { DataCard } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useId } from 'react'
import { Card, Heading } from '../../ui/components.ts'
import { type CardKey, useCardTexts } from './card-texts.ts'

interface CardFrameProps {
  card: DataCard
  icon: ReactNode
  /** A colour of the sender's, for the edge alone. */
  edge?: string | null
  /** Of an invoice that owes the recipient something. */
  isCredit?: boolean
  children: ReactNode
}

/** What every card has: our own heading, and the word that what follows is the sender's claim. */
export function CardFrame({ card, icon, edge = null, isCredit = false, children }: CardFrameProps): ReactNode {
  const { t } = useCardTexts()
  const id = useId()
  return (
    <Card
      className="data-card"
      data-color="neutral"
      data-edge={edge !== null}
      asChild
      style={edge === null ? undefined : { borderInlineStartColor: edge }}
    >
      <section aria-labelledby={id}>
        <div className="data-card-head">
          <Heading id={id} level={2} data-size="2xs">
            {icon}
            {t(isCredit && card.name === 'invoice' ? 'card.title.credit' : (`card.title.${card.name}` as CardKey))}
          </Heading>
          <p className="data-card-caption">{t('card.caption')}</p>
        </div>
        {children}
      </section>
    </Card>
  )
}
