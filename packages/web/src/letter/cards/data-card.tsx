import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import '../../styles/cards.css'
import { AppointmentCard } from './appointment-card.tsx'
import { EventCard } from './event-card.tsx'
import { FactsCard } from './facts-card.tsx'
import { LinkCard } from './link-card.tsx'
import { PaymentCard } from './payment-card.tsx'
import { ShareRequestCard } from './share-request-card.tsx'

/** The sender's claims about a document, above its paper and never in place of it. */
export default function DataCard({ letter, document }: { letter: Letter; document: LetterDocument }): ReactNode {
  const { card } = document
  switch (card?.type) {
    case 'payment':
      return <PaymentCard card={card} letter={letter} document={document} />
    case 'appointment':
      return <AppointmentCard card={card} letter={letter} document={document} />
    case 'event':
      return <EventCard card={card} letter={letter} document={document} />
    case 'link':
      return <LinkCard card={card} letter={letter} document={document} />
    case 'share-request':
      return <ShareRequestCard card={card} letter={letter} document={document} />
    case 'facts':
      return <FactsCard card={card} letter={letter} document={document} />
    default:
      return null
  }
}
