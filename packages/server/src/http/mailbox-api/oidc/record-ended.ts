import { storedMailbox } from '../../../store/mailbox.ts'
import type { EndedSession } from '../../../store/provider-logout.ts'
import type { MailboxContext } from '../mailbox-context.ts'

/** The provider has ended sessions: their owners can see it. */
export async function recordEnded(
  { deps: { db, keyring, clock } }: MailboxContext,
  ended: EndedSession[],
): Promise<void> {
  const now = clock()
  for (const scope of ended) await storedMailbox({ db, keyring, now, ...scope }).recordActivity('SESSION_ENDED')
}
