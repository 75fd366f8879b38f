import type { Database } from './database.ts'
import type { MailboxScope } from './mailbox-scope.ts'
import { hashToken, newToken } from './tokens.ts'

export type Purpose = 'view' | 'download' | 'print'

/** Protocol 11.6. */
const linkLifetimeMs = 30_000

function sessionOf({ sessionId }: MailboxScope): string {
  if (sessionId === undefined) throw new Error('A link to content belongs to a session, and nobody is signed in here')
  return sessionId
}

export async function issueLink(
  scope: MailboxScope,
  documentId: string,
  purpose: Purpose,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken()
  const expiresAt = new Date(scope.now.getTime() + linkLifetimeMs)
  await scope.db
    .insertInto('content_link')
    .values({
      token_hash: hashToken(token),
      mailbox_id: scope.mailboxId,
      session_id: sessionOf(scope),
      document_id: documentId,
      purpose,
      created_at: scope.now,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** Uses the link up. Of two requests at once one gets undefined, as does every session but the one that asked for it. */
export function redeemLink(
  scope: MailboxScope,
  token: string,
): Promise<{ document_id: string; purpose: Purpose } | undefined> {
  return scope.db
    .updateTable('content_link')
    .set({ used_at: scope.now })
    .where('token_hash', '=', hashToken(token))
    .where('mailbox_id', '=', scope.mailboxId)
    .where('session_id', '=', sessionOf(scope))
    .where('used_at', 'is', null)
    .where('expires_at', '>', scope.now)
    .returning(['document_id', 'purpose'])
    .executeTakeFirst()
}

/** Whether the link would work, without using it up. */
export async function linkWorks(scope: MailboxScope, token: string): Promise<boolean> {
  const row = await scope.db
    .selectFrom('content_link')
    .select('document_id')
    .where('token_hash', '=', hashToken(token))
    .where('mailbox_id', '=', scope.mailboxId)
    .where('session_id', '=', sessionOf(scope))
    .where('used_at', 'is', null)
    .where('expires_at', '>', scope.now)
    .executeTakeFirst()
  return row !== undefined
}

/** Removes links that can no longer be used. */
export async function sweepLinks(db: Database, now: Date): Promise<number> {
  const result = await db.deleteFrom('content_link').where('expires_at', '<=', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}
