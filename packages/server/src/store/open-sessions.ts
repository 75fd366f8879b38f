import type { AuthenticationLevel } from '../domain/access.ts'
import type { SignInMethod } from '../http/mailbox-api/contract.ts'
import type { MailboxScope } from './mailbox-scope.ts'

/** One place where a mailbox is signed in, as its owner sees it. */
export interface OpenSession {
  id: string
  level: AuthenticationLevel
  method: SignInMethod
  since: Date
  lastSeenAt: Date
  device: string | null
}

/** Where the mailbox is signed in now, the latest used first. */
export async function listSessions({ db, mailboxId, now }: MailboxScope): Promise<OpenSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'level', 'base_level', 'level_ends_at', 'method', 'created_at', 'last_seen_at', 'device'])
    .where('mailbox_id', '=', mailboxId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    level: (row.level_ends_at !== null && row.level_ends_at <= now ? row.base_level : row.level) as AuthenticationLevel,
    method: row.method as SignInMethod,
    since: row.created_at,
    lastSeenAt: row.last_seen_at,
    device: row.device,
  }))
}

/** Ends one session of this mailbox, and with it the links to content that it asked for. @returns whether it was open */
export async function endOneSession({ db, mailboxId, now }: MailboxScope, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('session')
    .where('mailbox_id', '=', mailboxId)
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Signs the mailbox out everywhere. @returns how many sessions were ended */
export async function endAllSessions({ db, mailboxId }: MailboxScope): Promise<number> {
  const result = await db.deleteFrom('session').where('mailbox_id', '=', mailboxId).executeTakeFirst()
  return Number(result.numDeletedRows)
}
