import type { ActivityFacts } from '../domain/activity-view.ts'
import type { LetterDetailFacts } from '../domain/letter-view.ts'
import { type Act, recordActivity } from './activity.ts'
import { issueLink, linkWorks, type Purpose, redeemLink } from './content-links.ts'
import { type Deletion, deleteLetters } from './delete-letters.ts'
import { findDocument, markOpened, type OpeningAct, type StoredDocument, sendReceipt } from './letter-documents.ts'
import { type Move, type MovedLetter, markLetters, moveLetters } from './letter-places.ts'
import { countUnread, findLetter, type LetterList, type LetterQuery, listLetters } from './letters.ts'
import type { MailboxScope } from './mailbox-scope.ts'
import { endAllSessions, endOneSession, listSessions, type OpenSession } from './open-sessions.ts'
import { type ActivityList, type ActivityQuery, letterActivity, listActivity } from './read-activity.ts'

/**
 * Everything that is stored about one mailbox. No call takes a mailbox id, so forgetting whose letters one asks for is
 * not possible. It tells all it knows, whatever the reader's level: only `operations/open-mailbox.ts` reads it.
 */
export interface StoredMailbox {
  listLetters(query: LetterQuery): Promise<LetterList>
  countUnread(place: string): Promise<number>
  findLetter(letterId: string): Promise<LetterDetailFacts | undefined>
  markLetters(letterIds: readonly string[], read: boolean): Promise<string[]>
  moveLetters(moves: readonly Move[]): Promise<MovedLetter[]>
  deleteLetters(letterIds: readonly string[]): Promise<Deletion>
  findDocument(documentId: string): Promise<StoredDocument | undefined>
  sendReceipt(stored: StoredDocument): Promise<Date | undefined>
  markOpened(opened: { letterId: string; documentId: string }, act: OpeningAct): Promise<void>
  issueLink(documentId: string, purpose: Purpose): Promise<{ token: string; expiresAt: Date }>
  redeemLink(token: string): Promise<{ documentId: string; purpose: Purpose } | undefined>
  linkWorks(token: string): Promise<boolean>
  listSessions(): Promise<OpenSession[]>
  endSession(sessionId: string): Promise<boolean>
  endAllSessions(): Promise<number>
  listActivity(query: ActivityQuery): Promise<ActivityList>
  letterActivity(letterId: string): Promise<ActivityFacts[] | undefined>
  recordActivity(act: Act, about?: { letterId?: string; documentId?: string }): Promise<void>
}

export function storedMailbox(scope: MailboxScope): StoredMailbox {
  return {
    listLetters: (query) => listLetters(scope, query),
    countUnread: (place) => countUnread(scope, place),
    findLetter: (letterId) => findLetter(scope, letterId),
    markLetters: (letterIds, read) => markLetters(scope, letterIds, read),
    moveLetters: (moves) => moveLetters(scope, moves),
    deleteLetters: (letterIds) => deleteLetters(scope, letterIds),
    findDocument: (documentId) => findDocument(scope, documentId),
    sendReceipt: (stored) => sendReceipt(scope, stored),
    markOpened: (opened, act) => markOpened(scope, opened, act),
    issueLink: (documentId, purpose) => issueLink(scope, documentId, purpose),
    linkWorks: (token) => linkWorks(scope, token),
    listSessions: () => listSessions(scope),
    endSession: (sessionId) => endOneSession(scope, sessionId),
    endAllSessions: () => endAllSessions(scope),
    listActivity: (query) => listActivity(scope, query),
    letterActivity: (letterId) => letterActivity(scope, letterId),
    recordActivity: (act, about) => recordActivity(scope, act, about),
    async redeemLink(token) {
      const link = await redeemLink(scope, token)
      return link === undefined ? undefined : { documentId: link.document_id, purpose: link.purpose }
    },
  }
}
