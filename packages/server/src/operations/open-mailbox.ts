import type { ContentReference } from '../blobs/content-store.ts'
import { type AuthenticationLevel, type Barrier, barrierTo } from '../domain/access.ts'
import { type ActivityView, activityFor } from '../domain/activity-view.ts'
import {
  detailsFor,
  downloadNameOf,
  type LetterDetails,
  type LetterSummary,
  summaryFor,
} from '../domain/letter-view.ts'
import { type Rendering, renderingOf } from '../domain/rendering.ts'
import type { StoredDocument } from '../store/letter-documents.ts'
import type { LetterCursor, LetterQuery } from '../store/letters.ts'
import type { StoredMailbox } from '../store/mailbox.ts'
import type { ActivityQuery } from '../store/read-activity.ts'

/** Content that may be handed out at the reader's level. */
export interface OpenDocument {
  letterId: string
  documentId: string
  contentType: string
  rendering: Rendering
  /** Of the bytes as received; the view of an HTML letter has another. */
  size: number
  downloadName: string
  content: ContentReference
  view: ContentReference | null
}

/** While it is closed, the way to the content is not in the answer. */
type DocumentAccess = { kind: 'closed'; barrier: Barrier } | { kind: 'open'; document: OpenDocument }

type ReceiptResult =
  | { kind: 'closed'; barrier: Exclude<Barrier, { kind: 'receipt' }> }
  | { kind: 'not-asked' }
  | { kind: 'lost' }
  | { kind: 'sent'; at: Date }

type Direct =
  | 'countUnread'
  | 'markLetters'
  | 'moveLetters'
  | 'deleteLetters'
  | 'markOpened'
  | 'issueLink'
  | 'redeemLink'
  | 'linkWorks'
  | 'listSessions'
  | 'endSession'
  | 'endAllSessions'
  | 'recordActivity'

/** One mailbox as its reader may see it. What the level does not reach is in no answer. */
export interface MailboxHandle extends Pick<StoredMailbox, Direct> {
  listLetters(query: LetterQuery): Promise<{ letters: LetterSummary[]; next: LetterCursor | null }>
  /** Undefined for a letter that does not exist, is not visible yet or lies elsewhere: nobody can tell which. */
  findLetter(letterId: string): Promise<LetterDetails | undefined>
  /** @param letterId when given, the document must belong to that letter */
  openDocument(documentId: string, letterId?: string): Promise<DocumentAccess | undefined>
  /**
   * @param isIntact asked before the sender is told: what cannot be opened after it is not told as opened
   */
  sendReceipt(
    letterId: string,
    documentId: string,
    isIntact: (content: ContentReference) => Promise<boolean>,
  ): Promise<ReceiptResult | undefined>
  /** Undefined as with `findLetter`. */
  letterActivity(letterId: string): Promise<ActivityView[] | undefined>
  listActivity(query: ActivityQuery): Promise<{ acts: ActivityView[]; next: string | null }>
}

/** The one way from what is stored to a reader: everything passes the rules of `domain/` here. */
export function openMailbox(stored: StoredMailbox, level: AuthenticationLevel): MailboxHandle {
  return {
    countUnread: (place) => stored.countUnread(place),
    markLetters: (letterIds, read) => stored.markLetters(letterIds, read),
    moveLetters: (moves) => stored.moveLetters(moves),
    deleteLetters: (letterIds) => stored.deleteLetters(letterIds),
    markOpened: (document, act) => stored.markOpened(document, act),
    issueLink: (documentId, purpose) => stored.issueLink(documentId, purpose),
    redeemLink: (token) => stored.redeemLink(token),
    linkWorks: (token) => stored.linkWorks(token),
    listSessions: () => stored.listSessions(),
    endSession: (sessionId) => stored.endSession(sessionId),
    endAllSessions: () => stored.endAllSessions(),
    recordActivity: (act, about) => stored.recordActivity(act, about),
    async listLetters(query) {
      const { letters, next } = await stored.listLetters(query)
      return { letters: letters.map((letter) => summaryFor(letter, level)), next }
    },
    async findLetter(letterId) {
      const letter = await stored.findLetter(letterId)
      return letter === undefined ? undefined : detailsFor(letter, level)
    },
    async openDocument(documentId, letterId) {
      const found = await stored.findDocument(documentId)
      if (found === undefined || (letterId !== undefined && found.letterId !== letterId)) return undefined
      const barrier = barrierTo(found.document, found.primary, level)
      return barrier === null ? { kind: 'open', document: opened(found) } : { kind: 'closed', barrier }
    },
    async letterActivity(letterId) {
      const acts = await stored.letterActivity(letterId)
      return acts === undefined ? undefined : activityFor(acts, level)
    },
    async listActivity(query) {
      const { acts, next } = await stored.listActivity(query)
      return { acts: activityFor(acts, level), next }
    },
    async sendReceipt(letterId, documentId, isIntact) {
      const found = await stored.findDocument(documentId)
      if (found === undefined || found.letterId !== letterId) return undefined
      if (!found.document.receipt.asks) return { kind: 'not-asked' }
      const barrier = barrierTo(found.document, found.primary, level)
      if (barrier !== null && barrier.kind !== 'receipt') return { kind: 'closed', barrier }
      if (!(await isIntact(found.view ?? found.content))) return { kind: 'lost' }
      const at = await stored.sendReceipt(found)
      return at === undefined ? undefined : { kind: 'sent', at }
    },
  }
}

function opened(found: StoredDocument): OpenDocument {
  const { letterId, document, contentType, size, content, view } = found
  const letter = { receivedAt: found.receivedAt, senderName: found.senderName, demands: found.primary }
  const { subject, fileType } = found
  return {
    letterId,
    documentId: document.id,
    contentType,
    rendering: renderingOf(contentType, size, view !== null),
    size,
    downloadName: downloadNameOf(letter, { subject, fileType, demands: document }),
    content,
    view,
  }
}
