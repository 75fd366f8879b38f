import type { AuthenticationLevel } from '../domain/access.ts'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from './database.ts'

/** Whose letters, seen at which level, and when. Every query of the mailbox side starts from one. */
export interface MailboxScope {
  readonly db: Database
  /** Opens what is sealed of the mailbox's letters. */
  readonly keyring: Keyring
  readonly mailboxId: string
  readonly level: AuthenticationLevel
  readonly now: Date
  /** In which session: links to content are for that one alone. Absent where nobody is signed in, as in a job. */
  readonly sessionId?: string
  /** Called where a list goes on without what does not open. */
  readonly notGenuine?: (error: unknown) => void
}
