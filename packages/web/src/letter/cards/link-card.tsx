import type { LinkCard as Link } from '@brevdue/server/mailbox-contract'
import { ExternalLinkIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { formatDate } from '../../language/dates.ts'
import { useTexts } from '../../language/language-context.tsx'
import { Paragraph } from '../../ui/components.ts'
import { CalendarChoice } from './calendar-choice.tsx'
import { CardFact, CardFacts, SenderWords } from './card-facts.tsx'
import { formatMoment } from './card-format.ts'
import { CardFrame } from './card-frame.tsx'
import type { CardProps } from './card-props.ts'
import { useCardTexts } from './card-texts.ts'
import { DaysLeft } from './days-left.tsx'
import { SenderLink } from './sender-link.tsx'

/** Says before the click that the content lies elsewhere; after the deadline that the link may be dead. */
export function LinkCard({ card, letter, document }: CardProps<Link>): ReactNode {
  const { t: shared } = useTexts()
  const texts = useCardTexts()
  const { t, language } = texts
  const { link, description, deadlineAt } = card
  const { domain } = link
  const sender = letter.sender ?? shared('row.noSender')
  const deadline = deadlineAt === null ? undefined : new Date(deadlineAt)
  const expired = deadline !== undefined && deadline < new Date()
  return (
    <CardFrame card={card} icon={<ExternalLinkIcon aria-hidden="true" />}>
      <Paragraph>{t('M24', { domain })}</Paragraph>
      {expired && <Paragraph>{t('M25', { sender, date: formatDate(deadline, language) })}</Paragraph>}
      <CardFacts>
        {description !== null && (
          <CardFact label={t('card.about')}>
            <SenderWords language={card.language}>{description}</SenderWords>
          </CardFact>
        )}
        {deadline !== undefined && !expired && (
          <CardFact label={t('card.deadline')} figures>
            <time dateTime={deadlineAt ?? undefined}>{formatMoment(deadline, texts)}</time>
            <DaysLeft at={deadline} />
          </CardFact>
        )}
      </CardFacts>
      <div className="card-actions">
        <SenderLink
          link={link}
          language={card.language}
          variant={expired ? 'secondary' : 'primary'}
          {...(expired && { label: t('card.tryAnyway', { domain }) })}
        />
        {deadlineAt !== null && !expired && (
          <CalendarChoice letterId={letter.id} documentId={document.id} until={deadlineAt} />
        )}
      </div>
    </CardFrame>
  )
}
