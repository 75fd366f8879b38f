import type { SessionLimits } from '../../store/sessions.ts'
import type { ServerDeps } from '../deps.ts'
import type { MailboxMetrics } from './metrics.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SignInWay } from './sign-in-way.ts'

/** What every endpoint of the mailbox is registered with. */
export interface MailboxContext {
  deps: ServerDeps
  cookie: SessionCookie
  limits: SessionLimits
  metrics: MailboxMetrics
  /** How people sign in here; undefined where no way is set up. */
  signIn: SignInWay | undefined
}
