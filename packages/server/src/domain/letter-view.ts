/**
 * What a reader at a given level may learn of a letter. The store knows everything; these pure functions are the
 * one place that takes away what is hidden, and the store hands out nothing that has not been through them.
 */
import {
  type AuthenticationLevel,
  attachmentLock,
  barrierTo,
  type Demands,
  isStopped,
  type Lock,
  lockOf,
  type ReceiptState,
  type ScanReason,
  type ScanState,
  scanFor,
} from './access.ts'
import type { DataCard } from './cards/card.ts'
import { storedCard } from './cards/data-card.ts'
import { plainText } from './cards/plain-text.ts'
import { downloadName } from './download-name.ts'
import { type Rendering, renderingOf } from './rendering.ts'

type SenderKind = 'ORGANISATION' | 'PUBLIC_BODY'

export interface LetterFacts {
  id: string
  receivedAt: Date
  readAt: Date | null
  /** Where it lay before it was binned; null outside the bin. */
  restoresTo: string | null
  dueAt: Date | null
  /** Decimal text as stored. */
  amount: string | null
  kind: string | null
  action: string | null
  /** Those the reader sees as attachments: technical ones are not counted. */
  attachments: number
  senderName: string
  /** Of the primary document. */
  subject: string | null
  demands: Demands
  receipt: ReceiptState
  /** Of the primary document. */
  scan: ScanState
}

export interface LetterDetailFacts extends LetterFacts {
  place: string
  senderKind: SenderKind
  senderOrganisationNumber: string
  /** Null when the sender sent it without a broker. */
  brokerName: string | null
  reference: string | null
  /** Primary document first. */
  documents: DocumentFacts[]
}

export interface DocumentFacts {
  id: string
  subject: string | null
  fileType: string
  contentType: string
  size: number
  contentHash: string
  hasView: boolean
  technical: boolean
  demands: Demands
  receipt: ReceiptState
  scan: ScanState
  scanReason: ScanReason | null
  /** As it was stored: whatever the sender claimed, checked only when it is shown. */
  dataTypeXml: string | null
}

export interface LetterSummary {
  id: string
  sender: string | null
  subject: string | null
  receivedAt: Date
  unread: boolean
  restoresTo: string | null
  lock: Lock | null
  attachments: number
  kind: string | null
  action: string | null
  dueAt: Date | null
  amount: string | null
  asksReceipt: boolean
  /** The primary document waits for the malware scanner; told of a hidden letter too, since it tells nothing of it. */
  checking: boolean
}

export interface LetterDetails extends LetterSummary {
  place: string
  senderKind: SenderKind | null
  senderOrganisationNumber: string | null
  sentVia: string | null
  reference: string | null
  documents: DocumentView[]
}

export interface DocumentView {
  id: string
  subject: string | null
  fileType: string
  contentType: string
  size: number
  rendering: Rendering
  lock: Lock | null
  technical: boolean
  receipt: ReceiptState
  scan: ScanState
  /** Why it is withheld or was destroyed. */
  scanReason: ScanReason | null
  contentHash: string | null
  downloadName: string | null
  /** Null while the content is closed: the claims are part of it. */
  card: DataCard | null
  /** There is a data type that cannot be read; for the log. */
  unreadableCard: boolean
}

/** One row of the list. */
export function summaryFor(letter: LetterFacts, level: AuthenticationLevel): LetterSummary {
  const lock = lockOf(letter.demands, level)
  const { id, receivedAt, restoresTo } = letter
  const checking = letter.scan === 'checking'
  const own = { id, receivedAt, unread: letter.readAt === null, restoresTo, lock, checking }
  if (lock?.hidden === true) {
    const told = { sender: null, subject: null, kind: null, action: null, dueAt: null, amount: null }
    return { ...own, ...told, attachments: 0, asksReceipt: false }
  }
  return {
    ...own,
    sender: letter.senderName,
    subject: shownSubject(letter.subject),
    attachments: letter.attachments,
    ...claimsOf(letter),
    asksReceipt: letter.scan === 'clean' && letter.receipt.asks && letter.receipt.sentAt === null,
  }
}

/** Longer than a sender may write. */
const anyLength = 10_000

/**
 * Without what turns the words around (an `exe.pdf` may be a `fdp.exe`) and without what nobody sees: a subject of
 * nothing else is none.
 */
const shownSubject = (subject: string | null) => plainText(subject ?? undefined, anyLength)

/** What the sender asks for. Whoever sends malware is not believed in that either. */
function claimsOf({ scan, kind, action, dueAt, amount }: LetterFacts) {
  if (isStopped(scan)) return { kind: null, action: null, dueAt: null, amount: null }
  return { kind, action, dueAt, amount: amount === null ? null : withTwoDecimals(amount) }
}

/** The whole letter. Of a hidden one only the primary document is named, without anything that describes it. */
export function detailsFor(letter: LetterDetailFacts, level: AuthenticationLevel): LetterDetails {
  const summary = summaryFor(letter, level)
  if (summary.lock?.hidden === true) {
    const told = { senderKind: null, senderOrganisationNumber: null, sentVia: null, reference: null }
    const documents = letter.documents.slice(0, 1).map((document) => hiddenDocument(document.id, summary.lock))
    return { ...summary, place: letter.place, ...told, documents }
  }
  return {
    ...summary,
    place: letter.place,
    senderKind: letter.senderKind,
    senderOrganisationNumber: letter.senderOrganisationNumber,
    sentVia: letter.brokerName,
    reference: letter.reference,
    documents: letter.documents.map((document, position) => documentFor(document, position, letter, level)),
  }
}

/** The name a download gets, also when the reader only now unlocked it. */
export function downloadNameOf(
  letter: { receivedAt: Date; senderName: string; demands: Demands },
  document: { subject: string | null; fileType: string; demands: Demands },
): string {
  return downloadName({
    receivedAt: letter.receivedAt,
    sender: letter.senderName,
    subject: document.subject,
    fileType: document.fileType,
    sensitive: [letter, document].some((one) => one.demands.sensitivityLevel === 'SENSITIVE'),
  })
}

function documentFor(
  document: DocumentFacts,
  position: number,
  letter: LetterDetailFacts,
  level: AuthenticationLevel,
): DocumentView {
  const lock =
    position === 0 ? lockOf(document.demands, level) : attachmentLock(document.demands, letter.demands, level)
  if (lock?.hidden === true) return hiddenDocument(document.id, lock)
  return {
    id: document.id,
    subject: shownSubject(document.subject),
    fileType: document.fileType,
    contentType: document.contentType,
    size: document.size,
    rendering: renderingOf(document.contentType, document.size, document.hasView),
    lock,
    technical: document.technical,
    receipt: document.receipt,
    scan: scanFor(document, letter),
    scanReason: document.scanReason,
    contentHash: document.contentHash,
    downloadName: downloadNameOf(letter, document),
    ...cardFor(document, letter, level),
  }
}

/** Type, size and scan are kept back too: together with the day they can give away which letter it is. */
function hiddenDocument(id: string, lock: Lock | null): DocumentView {
  return {
    id,
    subject: null,
    fileType: '',
    contentType: 'application/octet-stream',
    size: 0,
    rendering: 'download',
    lock,
    technical: false,
    receipt: { asks: false, sentAt: null },
    scan: 'clean',
    scanReason: null,
    contentHash: null,
    downloadName: null,
    card: null,
    unreadableCard: false,
  }
}

/** The claims open with the content and not before: behind the same level, scan and receipt. */
function cardFor(
  document: DocumentFacts,
  letter: LetterDetailFacts,
  level: AuthenticationLevel,
): Pick<DocumentView, 'card' | 'unreadableCard'> {
  const [primary = document] = letter.documents
  const closed = barrierTo(openable(document), openable(primary), level) !== null
  const { card, unreadable } = storedCard(closed ? null : document.dataTypeXml)
  return { card, unreadableCard: unreadable }
}

const openable = ({ id, demands, receipt, scan }: DocumentFacts) => ({ id, ...demands, receipt, scan })

/** `1249` and `1249.5` become `1249.00` and `1249.50`; further decimals are the sender's and stay. */
function withTwoDecimals(amount: string): string {
  const [whole = '0', decimals = ''] = amount.split('.')
  return `${whole}.${decimals.padEnd(2, '0')}`
}
