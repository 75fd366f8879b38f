import type { ShareRequestCard as ShareRequest } from '@brevdue/server/mailbox-contract'
import { HandshakeIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { formatDate } from '../../language/dates.ts'
import { useTexts } from '../../language/language-context.tsx'
import { Paragraph } from '../../ui/components.ts'
import { CardFact, CardFacts } from './card-facts.tsx'
import { formatDuration } from './card-format.ts'
import { CardFrame } from './card-frame.tsx'
import type { CardProps } from './card-props.ts'
import { useCardTexts } from './card-texts.ts'

/** Who asks, why and for how long. Answering is not built, so nothing here looks as if it could be pressed. */
export function ShareRequestCard({ card, letter }: CardProps<ShareRequest>): ReactNode {
  const { t: shared } = useTexts()
  const { t, language } = useCardTexts()
  const { purpose, endsAt, durationSeconds, onlyFrom } = card
  const sender = letter.sender ?? shared('row.noSender')
  const date = endsAt === null ? null : formatDate(new Date(endsAt), language)
  return (
    <CardFrame card={card} icon={<HandshakeIcon aria-hidden="true" />}>
      <Paragraph>{t('card.share.later')}</Paragraph>
      <Paragraph>{t('M31', { sender, purpose })}</Paragraph>
      <CardFacts>
        {durationSeconds !== null && (
          <CardFact label={t('card.share.duration')}>{formatDuration(durationSeconds, t)}</CardFact>
        )}
        {date !== null && (
          <CardFact label={t('card.share.until')} figures>
            {t('card.share.untilHow', { date })}
          </CardFact>
        )}
        {onlyFrom.length > 0 && (
          <CardFact label={t('card.share.only')} figures>
            <ul className="card-times">
              {onlyFrom.map((number) => (
                <li key={number}>
                  {t('card.share.organisation', { number: number.replace(/(?<=^(?:\d{3})+)(?=\d)/g, '\u00a0') })}
                </li>
              ))}
            </ul>
          </CardFact>
        )}
      </CardFacts>
    </CardFrame>
  )
}
