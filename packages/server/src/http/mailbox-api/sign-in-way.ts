import type { FastifyPluginAsync } from 'fastify'
import type { Session } from '../../store/sessions.ts'
import type { SignInOptions } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'

/** One of the ways to sign in. A server has exactly one of them: `sign-in-methods.ts` chooses. */
export interface SignInWay {
  /** What GET /api/sign-in answers. */
  options(): Promise<SignInOptions>
  /** Registered where this is the way to sign in, and nowhere else. */
  endpoints: readonly FastifyPluginAsync<MailboxContext>[]
  /** Where the page goes when the session has ended here, so that it also ends where the person came from. */
  afterSignOut?(session: Session): Promise<string | undefined>
}
