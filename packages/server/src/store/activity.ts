import type { MailboxScope } from './mailbox-scope.ts'

/** What the owner of a mailbox can look up about it later. */
export type Act =
  | 'SIGNED_IN'
  | 'SIGNED_OUT'
  | 'SESSION_ENDED'
  | 'LEVEL_RAISED'
  | 'OPENED'
  | 'DOWNLOADED'
  | 'PRINTED'
  | 'RECEIPT_SENT'
  | 'MARKED_READ'
  | 'MARKED_UNREAD'
  | 'PASSKEY_ADDED'
  | 'PASSKEY_REMOVED'
  | 'PASSWORD_CHANGED'
  | 'EMAIL_CHANGED'
  | 'RECOVERED'
  | 'ACTIVATED'

export async function recordActivity(
  scope: MailboxScope,
  act: Act,
  about: { letterId?: string; documentId?: string } = {},
): Promise<void> {
  await scope.db
    .insertInto('activity')
    .values({
      mailbox_id: scope.mailboxId,
      letter_id: about.letterId ?? null,
      document_id: about.documentId ?? null,
      act,
      level: scope.level,
      created_at: scope.now,
    })
    .execute()
}
