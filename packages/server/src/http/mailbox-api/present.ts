import type { DocumentView, LetterDetails, LetterSummary } from '../../domain/letter-view.ts'
import type { Session as StoredSession } from '../../store/sessions.ts'
import type { Letter, LetterDocument, LetterRow, Session } from './contract.ts'

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

export function presentLetter(letter: LetterDetails): Letter {
  const { place, senderKind, senderOrganisationNumber, sentVia, reference } = letter
  return {
    ...presentRow(letter),
    place,
    senderKind,
    senderOrganisationNumber,
    sentVia,
    reference,
    documents: letter.documents.map(presentDocument),
  }
}

function presentDocument(document: DocumentView): LetterDocument {
  return { ...document, receipt: presentReceipt(document.receipt) }
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
