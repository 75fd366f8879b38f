/**
 * What a reader at a given level may learn of what was done in the mailbox. Pure. Whoever may not know what a letter
 * is must not learn it from its history: that there is an attachment, or that the sender asked for a receipt.
 */
import { type AuthenticationLevel, attachmentLock, type Demands, lockOf } from './access.ts'

/** One act, with what decides who may see it. */
export interface ActivityFacts {
  id: string
  at: Date
  act: string
  level: AuthenticationLevel | null
  letterId: string | null
  documentId: string | null
  /** Of the primary document; null when the act is about no letter. */
  letter: Demands | null
  /** Null when the act is about no document. */
  document: Demands | null
}

export type ActivityView = Pick<ActivityFacts, 'id' | 'at' | 'act' | 'level' | 'letterId' | 'documentId'>

/** What happens to a letter as a whole shows in its row, so its history may tell it at any level. */
const actsOnTheWhole: ReadonlySet<string> = new Set([
  'RECEIVED',
  'MARKED_READ',
  'MARKED_UNREAD',
  'ARCHIVED',
  'MOVED_TO_INBOX',
  'BINNED',
  'DELETED',
  'DELETED_AUTOMATICALLY',
])

/** The acts that may be told, in the order given. */
export function activityFor(facts: readonly ActivityFacts[], level: AuthenticationLevel): ActivityView[] {
  return facts
    .filter((one) => mayBeTold(one, level))
    .map(({ id, at, act, level: doneAt, letterId, documentId }) => ({
      id,
      at,
      act,
      level: doneAt,
      letterId,
      documentId,
    }))
}

function mayBeTold({ act, letter, document }: ActivityFacts, level: AuthenticationLevel): boolean {
  if (letter === null || actsOnTheWhole.has(act)) return true
  if (lockOf(letter, level)?.hidden === true) return false
  return document === null || attachmentLock(document, letter, level)?.hidden !== true
}
