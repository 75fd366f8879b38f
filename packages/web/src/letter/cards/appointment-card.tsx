import type { AppointmentCard as Appointment } from '@brevdue/server/mailbox-contract'
import { CalendarIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { CalendarChoice } from './calendar-choice.tsx'
import { CardFact, CardFacts, SenderWords } from './card-facts.tsx'
import { CardFrame } from './card-frame.tsx'
import type { CardProps } from './card-props.ts'
import { useCardTexts } from './card-texts.ts'
import { Infos } from './infos.tsx'
import { Interval, lastOf } from './interval.tsx'
import { PlaceFacts } from './place-facts.tsx'
import { SenderLink } from './sender-link.tsx'

export function AppointmentCard({ card, letter, document }: CardProps<Appointment>): ReactNode {
  const { t } = useCardTexts()
  const { language, subTitle, arrival, link } = card
  return (
    <CardFrame card={card} icon={<CalendarIcon aria-hidden="true" />}>
      <CardFacts>
        <CardFact label={t('card.when')} large figures>
          <Interval startsAt={card.startsAt} endsAt={card.endsAt} />
        </CardFact>
        {subTitle !== null && (
          <CardFact label={t('card.about')}>
            <SenderWords language={language}>{subTitle}</SenderWords>
          </CardFact>
        )}
        {arrival !== null && (
          <CardFact label={t('card.arrival')}>
            <SenderWords language={language}>{arrival}</SenderWords>
          </CardFact>
        )}
        <PlaceFacts {...card} />
      </CardFacts>
      <Infos infos={card.infos} language={language} />
      <div className="card-actions">
        {link !== null && <SenderLink link={link} language={language} />}
        <CalendarChoice letterId={letter.id} documentId={document.id} until={lastOf([card])} />
      </div>
    </CardFrame>
  )
}
