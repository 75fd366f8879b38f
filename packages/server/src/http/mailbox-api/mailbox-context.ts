import type { SessionLimits } from '../../store/sessions.ts'
import type { ServerDeps } from '../deps.ts'
import type { MailboxMetrics } from './metrics.ts'
import type { SessionCookie } from './session-cookie.ts'

/** What every endpoint of the mailbox is registered with. */
export interface MailboxContext {
  deps: ServerDeps
  cookie: SessionCookie
  limits: SessionLimits
  metrics: MailboxMetrics
}
