import { sql } from 'kysely'
import type { Act as ShownAct } from '../http/mailbox-api/contract.ts'
import type { MailboxScope } from './mailbox-scope.ts'

/** What the owner of a mailbox can look up about it later. RECEIVED is not written: it is the letter's own time. */
export type Act = Exclude<ShownAct, 'RECEIVED'>

/** What an act was about. */
export interface About {
  letterId?: string
  documentId?: string
}

/** Where it is recorded; no level where nobody signed in did it. */
type ActScope = Pick<MailboxScope, 'db' | 'mailboxId' | 'now'> & { readonly level: MailboxScope['level'] | null }

export async function recordActivity(scope: ActScope, act: Act, about: About = {}): Promise<void> {
  await recordActivities(scope, [{ act, ...about }])
}

/** Several acts at once, in this order. */
export async function recordActivities(scope: ActScope, acts: readonly (About & { act: Act })[]): Promise<void> {
  if (acts.length === 0) return
  await sql`
    insert into activity (mailbox_id, letter_id, document_id, act, level, created_at)
    select ${scope.mailboxId}::uuid, a.letter_id, a.document_id, a.act, ${scope.level}::text, ${scope.now}::timestamptz
    from unnest(${acts.map((one) => one.letterId ?? null)}::uuid[], ${acts.map((one) => one.documentId ?? null)}::uuid[],
      ${acts.map((one) => one.act)}::text[]) with ordinality as a(letter_id, document_id, act, n)
    order by a.n`.execute(scope.db)
}
