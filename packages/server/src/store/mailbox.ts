import type { LetterDetails } from '../domain/letter-view.ts'
import { type Act, recordActivity } from './activity.ts'
import { issueLink, linkWorks, type Purpose, redeemLink } from './content-links.ts'
import { type DocumentAccess, markOpened, openDocument, type ReceiptResult, sendReceipt } from './letter-documents.ts'
import { countUnread, findLetter, type LetterList, type LetterQuery, listLetters, markLetter } from './letters.ts'
import type { MailboxScope } from './mailbox-scope.ts'

/**
 * Everything that can be asked of one mailbox at one level. No call takes a mailbox id, so forgetting whose letters
 * one asks for is not possible; and what the level does not reach is not in any answer.
 */
export interface MailboxHandle {
  listLetters(query: LetterQuery): Promise<LetterList>
  countUnread(place: string): Promise<number>
  findLetter(letterId: string): Promise<LetterDetails | undefined>
  markLetter(letterId: string, read: boolean): Promise<boolean>
  openDocument(documentId: string, letterId?: string): Promise<DocumentAccess | undefined>
  sendReceipt(letterId: string, documentId: string): Promise<ReceiptResult | undefined>
  markOpened(opened: { letterId: string; documentId: string }, act: 'OPENED' | 'DOWNLOADED' | 'PRINTED'): Promise<void>
  issueLink(documentId: string, purpose: Purpose): Promise<{ token: string; expiresAt: Date }>
  redeemLink(token: string): Promise<{ documentId: string; purpose: Purpose } | undefined>
  linkWorks(token: string): Promise<boolean>
  recordActivity(act: Act, about?: { letterId?: string; documentId?: string }): Promise<void>
}

export function openMailbox(scope: MailboxScope): MailboxHandle {
  return {
    listLetters: (query) => listLetters(scope, query),
    countUnread: (place) => countUnread(scope, place),
    findLetter: (letterId) => findLetter(scope, letterId),
    markLetter: (letterId, read) => markLetter(scope, letterId, read),
    openDocument: (documentId, letterId) => openDocument(scope, documentId, letterId),
    sendReceipt: (letterId, documentId) => sendReceipt(scope, letterId, documentId),
    markOpened: (opened, act) => markOpened(scope, opened, act),
    issueLink: (documentId, purpose) => issueLink(scope, documentId, purpose),
    linkWorks: (token) => linkWorks(scope, token),
    recordActivity: (act, about) => recordActivity(scope, act, about),
    async redeemLink(token) {
      const link = await redeemLink(scope, token)
      return link === undefined ? undefined : { documentId: link.document_id, purpose: link.purpose }
    },
  }
}
