import { sql } from 'kysely'
import type { MailboxScope } from './mailbox-scope.ts'

/**
 * The letters that are there for the reader of this mailbox: not another's, not tomorrow's, not a deleted one's
 * tombstone. Whatever is asked about letters by their ids begins here.
 */
export function ownLetters(scope: MailboxScope) {
  return scope.db
    .selectFrom('letter')
    .where('mailbox_id', '=', scope.mailboxId)
    .where('visible_at', '<=', scope.now)
    .where('deleted_at', 'is', null)
}

/** For the list of ids that a request names: one parameter, so that one prepared statement serves every length. */
export const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`

/**
 * Those of these letters that are there, locked until the transaction ends. Always in one order, so that two requests
 * about the same letters wait for each other and never for both.
 */
export function lockLetters(scope: MailboxScope, letterIds: readonly string[]) {
  return ownLetters(scope)
    .select(['id', 'place', 'read_at', 'message_id'])
    .where('id', '=', anyOf(letterIds))
    .orderBy('id')
    .forUpdate()
    .execute()
}

/**
 * The messages of these letters, deleted or not, as a subquery. A document knows its message and no mailbox: this is
 * what binds a statement about documents to the mailbox.
 */
export function ownMessages(scope: Pick<MailboxScope, 'db' | 'mailboxId'>, letterIds: readonly string[]) {
  return scope.db
    .selectFrom('letter')
    .select('message_id')
    .where('mailbox_id', '=', scope.mailboxId)
    .where('id', '=', anyOf(letterIds))
}
