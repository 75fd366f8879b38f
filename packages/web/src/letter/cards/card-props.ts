import type { DataCard, Letter, LetterDocument } from '@brevdue/server/mailbox-contract'

export interface CardProps<Card extends DataCard = DataCard> {
  card: Card
  letter: Letter
  document: LetterDocument
}
