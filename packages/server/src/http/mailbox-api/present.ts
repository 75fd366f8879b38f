import type { DocumentView, LetterDetails, LetterSummary } from '../../domain/letter-view.ts'
import type { Letter, LetterDocument, LetterRow, PlaceId } from './contract.ts'
import { presentCard } from './present-card.ts'

/** The words of the domain as the contract writes them. Nothing is decided here. */
export function presentRow(letter: LetterSummary): LetterRow {
  const { id, sender, subject, unread, lock, attachments, kind, action, amount, asksReceipt, checking } = letter
  return {
    id,
    sender,
    subject,
    unread,
    lock,
    attachments,
    kind,
    action,
    amount,
    asksReceipt,
    checking,
    receivedAt: letter.receivedAt.toISOString(),
    dueAt: letter.dueAt?.toISOString() ?? null,
    ...(letter.restoresTo === null ? {} : { restoresTo: letter.restoresTo as PlaceId }),
  }
}

/** @param now when the answer is given: what would last so long from now, ends then */
export function presentLetter(letter: LetterDetails, now: Date): Letter {
  const { place, senderKind, senderOrganisationNumber, sentVia, reference } = letter
  return {
    ...presentRow(letter),
    place,
    senderKind,
    senderOrganisationNumber,
    sentVia,
    reference,
    documents: letter.documents.map((document) => presentDocument(document, now)),
  }
}

/** What is for the log alone, `unreadableCard`, has no place in the answer's schema and stays here. */
function presentDocument(document: DocumentView, now: Date): LetterDocument {
  return { ...document, receipt: presentReceipt(document.receipt), card: presentCard(document.card, now) }
}

function presentReceipt(receipt: DocumentView['receipt']): LetterDocument['receipt'] {
  if (!receipt.asks) return { state: 'not-asked' }
  return receipt.sentAt === null ? { state: 'asked' } : { state: 'sent', at: receipt.sentAt.toISOString() }
}
