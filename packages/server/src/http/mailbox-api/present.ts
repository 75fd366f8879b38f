import type { DocumentView, LetterDetails, LetterSummary } from '../../domain/letter-view.ts'
import type { Session as StoredSession } from '../../store/sessions.ts'
import type { DataCard, Letter, LetterDocument, LetterRow, Session } from './contract.ts'

/** The words of the domain as the contract writes them. Nothing is decided here. */
export function presentRow(letter: LetterSummary): LetterRow {
  const { id, sender, subject, unread, lock, attachments, kind, action, amount, asksReceipt } = letter
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
    receivedAt: letter.receivedAt.toISOString(),
    dueAt: letter.dueAt?.toISOString() ?? null,
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

function presentDocument({ unreadableCard: _, ...document }: DocumentView, now: Date): LetterDocument {
  return { ...document, receipt: presentReceipt(document.receipt), card: presentCard(document.card, now) }
}

function presentCard(card: DocumentView['card'], now: Date): DataCard | null {
  if (card?.type !== 'share-request') return card
  const { durationSeconds } = card
  const endsAt = durationSeconds === null ? null : new Date(now.getTime() + durationSeconds * 1000).toISOString()
  return { ...card, endsAt }
}

function presentReceipt(receipt: DocumentView['receipt']): LetterDocument['receipt'] {
  if (!receipt.asks) return { state: 'not-asked' }
  return receipt.sentAt === null ? { state: 'asked' } : { state: 'sent', at: receipt.sentAt.toISOString() }
}

export function presentSession(session: StoredSession, sandbox: boolean): Session {
  const { owner, level, pending } = session
  return {
    person: { name: owner.name, initials: initialsOf(owner.name), kind: owner.kind },
    level,
    since: session.since.toISOString(),
    endsAt: session.expiresAt.toISOString(),
    sandbox,
    stepUp: pending === null ? null : { letterId: pending.letterId, level: pending.level },
  }
}

/** First and last name, as on an envelope: Kari Anne Nordmann is KN. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words
  return chosen.map((word) => /^./u.exec(word ?? '')?.[0].toLocaleUpperCase('nb') ?? '').join('')
}
