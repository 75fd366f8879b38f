import { type DataType, readDataType } from '@brevdue/protocol'
import { appointmentCard } from './appointment-card.ts'
import { boligdetaljerCard } from './boligdetaljer-card.ts'
import type { Claims, DataCard } from './card.ts'
import { credentialNoticeCard } from './credential-notice-card.ts'
import { eventCard } from './event-card.ts'
import { invoicePaymentCard } from './invoice-payment-card.ts'
import { linkCard } from './link-card.ts'
import { inkassoCard, invoiceCard } from './payment-card.ts'
import { payslipCard } from './payslip-card.ts'
import { pickupNoticeCard } from './pickup-notice-card.ts'
import { pickupNoticeStatusCard } from './pickup-notice-status-card.ts'
import { presentationNoticeCard } from './presentation-notice-card.ts'
import { proofCard } from './proof-card.ts'
import { receiptCard } from './receipt-card.ts'
import { residenceCard } from './residence-card.ts'
import { shareRequestCard } from './share-request-card.ts'
import { signedDocumentCard } from './signed-document-card.ts'

/** Receipts, ends of sharing and categories are states of a letter: they tell the reader nothing that the letter does not. */
const nothing = () => null

const cards: { [Name in DataType['name']]: (claims: Claims<Name>) => DataCard | null } = {
  appointment: appointmentCard,
  boligdetaljer: boligdetaljerCard,
  category: nothing,
  event: eventCard,
  externalLink: linkCard,
  inkasso: inkassoCard,
  invoice: invoiceCard,
  'invoice-payment': invoicePaymentCard,
  'opening-receipt': nothing,
  'opening-receipt-accepted': nothing,
  payslip: payslipCard,
  'pickup-notice': pickupNoticeCard,
  'pickup-notice-status': pickupNoticeStatusCard,
  proof: proofCard,
  receipt: receiptCard,
  residence: residenceCard,
  'share-documents-request': shareRequestCard,
  'share-documents-request-documents-shared': nothing,
  'share-documents-request-sharing-stopped': nothing,
  signedDocument: signedDocumentCard,
  'verifiable-credential-notice': credentialNoticeCard,
  'verifiable-presentation-notice': presentationNoticeCard,
}

/**
 * The card of a data type that was read; null when there is nothing to show. What a sender may state wrongly is left
 * out of it, never shown as wrong: the letter itself says what the sender meant (mailbox design 4.3).
 */
export function dataCard(dataType: DataType): DataCard | null {
  const cardOf = cards[dataType.name] as (claims: DataType['value']) => DataCard | null
  return cardOf(dataType.value)
}

/** From the XML as it was stored. `unreadable` is for the log: the letter opens without a card all the same. */
export function storedCard(xml: string | null): { card: DataCard | null; unreadable: boolean } {
  if (xml === null) return { card: null, unreadable: false }
  try {
    return { card: dataCard(readDataType(xml)), unreadable: false }
  } catch {
    return { card: null, unreadable: true }
  }
}
