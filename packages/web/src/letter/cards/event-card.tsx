import type { EventCard as Event } from '@brevdue/server/mailbox-contract'
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

export function EventCard({ card, letter, document }: CardProps<Event>): ReactNode {
  const { t } = useCardTexts()
  const { language, times, timeLabel, barcode } = card
  const said = (words: string | null, own: string): ReactNode =>
    words === null ? own : <SenderWords language={language}>{words}</SenderWords>
  return (
    <CardFrame card={card} icon={<CalendarIcon aria-hidden="true" />}>
      <CardFacts>
        {card.subTitle !== null && (
          <CardFact label={t('card.about')} large>
            <SenderWords language={language}>{card.subTitle}</SenderWords>
          </CardFact>
        )}
        <CardFact label={said(timeLabel, t('card.when'))} figures>
          <ul className="card-times">
            {times.map(({ startsAt, endsAt }) => (
              <li key={`${startsAt}${endsAt}`}>
                <Interval startsAt={startsAt} endsAt={endsAt} />
              </li>
            ))}
          </ul>
        </CardFact>
        {card.description !== null && (
          <CardFact label={t('card.description')}>
            <SenderWords language={language}>{card.description}</SenderWords>
          </CardFact>
        )}
        <PlaceFacts {...card} />
        {barcode !== null && (
          <CardFact label={said(barcode.label, t('card.barcode'))} figures>
            <span className="barcode-text">{barcode.text}</span>
          </CardFact>
        )}
      </CardFacts>
      <Infos infos={card.infos} language={language} />
      <div className="card-actions">
        {card.links.map((link) => (
          <SenderLink key={link.url} link={link} language={language} variant="secondary" />
        ))}
        <CalendarChoice letterId={letter.id} documentId={document.id} until={lastOf(times)} />
      </div>
    </CardFrame>
  )
}
