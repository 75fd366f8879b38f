/**
 * Who may see what of a letter: levels, locks, and the two things that keep content closed. Pure.
 */

export const authenticationLevels = ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3', 'IDPORTEN_4'] as const
export type AuthenticationLevel = (typeof authenticationLevels)[number]
export type SensitivityLevel = 'NORMAL' | 'SENSITIVE'

/** PASSWORD < TWO_FACTOR ≈ IDPORTEN_3 < IDPORTEN_4 (protocol 7.3). */
const strengths: Record<AuthenticationLevel, number> = { PASSWORD: 1, TWO_FACTOR: 2, IDPORTEN_3: 2, IDPORTEN_4: 3 }

/** What a document demands of the one who reads it. */
export interface Demands {
  authenticationLevel: AuthenticationLevel
  sensitivityLevel: SensitivityLevel
}

/** Says what is missing. With `hidden`, nothing that the sender told about the document may leave the server. */
export interface Lock {
  level: AuthenticationLevel
  hidden: boolean
}

/** Whether somebody signed in at `has` may read what asks for `needs`. */
export function reaches(has: AuthenticationLevel, needs: AuthenticationLevel): boolean {
  return strengths[has] >= strengths[needs]
}

/** The stronger of two levels; the first when they are equally strong. */
export function stronger(a: AuthenticationLevel, b: AuthenticationLevel): AuthenticationLevel {
  return reaches(a, b) ? a : b
}

/** The lock on a document taken by itself; null when it can be read now. */
export function lockOf(demands: Demands, has: AuthenticationLevel): Lock | null {
  if (reaches(has, demands.authenticationLevel)) return null
  return { level: demands.authenticationLevel, hidden: demands.sensitivityLevel === 'SENSITIVE' }
}

/**
 * The lock on an attachment. Below a hidden primary document the attachment is hidden too, whatever its own level:
 * its name or content could tell who the sender is.
 */
export function attachmentLock(attachment: Demands, primary: Demands, has: AuthenticationLevel): Lock | null {
  const own = lockOf(attachment, has)
  const letter = lockOf(primary, has)
  if (letter === null || !letter.hidden) return own
  return { level: own === null ? letter.level : stronger(letter.level, own.level), hidden: true }
}

/** How far the receipt of one document has come. */
export interface ReceiptState {
  asks: boolean
  sentAt: Date | null
}

/**
 * How far the malware check has come: nothing against it, nothing yet, in quarantine until an operator decides, or destroyed by
 * an operator.
 */
export type ScanState = 'clean' | 'checking' | 'withheld' | 'destroyed'

/** Why the check did not pass a document. Only `malware` says that something harmful was found. */
export type ScanReason = 'over-limit' | 'encrypted' | 'policy' | 'malware'

/** Neither opens by itself, so the receipt of such a document can never be given. */
export const isStopped = (scan: ScanState): boolean => scan === 'withheld' || scan === 'destroyed'

/** Why content stays closed, or null. A stronger sign-in comes first: the sender may still be hidden. */
export type Barrier =
  | { kind: 'step-up'; level: AuthenticationLevel }
  | { kind: 'checking' }
  | { kind: 'withheld' }
  | { kind: 'receipt'; documentId: string }

/** A document with what opening it depends on. */
export interface Openable extends Demands {
  id: string
  receipt: ReceiptState
  scan: ScanState
}

/** What an unread document's receipt and its scan say together. */
type Guard = Pick<Openable, 'receipt' | 'scan'>

const waitsForReceipt = ({ receipt }: Guard): boolean => receipt.asks && receipt.sentAt === null

/**
 * How far the check of `document` has come for its reader. A clean attachment whose letter asks for a receipt waits for
 * the letter: nobody is asked to confirm the opening of what may never open.
 */
export function scanFor(document: Guard, primary: Guard): ScanState {
  if (document.scan !== 'clean') return document.scan
  return primary.scan === 'checking' && waitsForReceipt(primary) ? 'checking' : 'clean'
}

/**
 * What stands between the reader and the content of `document`. The receipt of the primary document guards the
 * attachments too, since reading an attachment is opening the letter (mailbox design 3.3); unless the primary document
 * is withheld, so that its receipt cannot be given and would close what is clean for good.
 */
export function barrierTo(document: Openable, primary: Openable, has: AuthenticationLevel): Barrier | null {
  const lock = document.id === primary.id ? lockOf(primary, has) : attachmentLock(document, primary, has)
  if (lock !== null) return { kind: 'step-up', level: lock.level }
  const scan = scanFor(document, primary)
  if (isStopped(scan)) return { kind: 'withheld' }
  if (scan === 'checking') return { kind: 'checking' }
  for (const asking of [primary, document]) {
    if (!isStopped(asking.scan) && waitsForReceipt(asking)) return { kind: 'receipt', documentId: asking.id }
  }
  return null
}
