import type { FastifyReply } from 'fastify'
import type { SignInFailure } from '../contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import type { Returning } from './come-back.ts'

/**
 * The sign-in page says whose turn it is; the log says what happened.
 *
 * @param why without anything about the person
 */
export function failSignIn(
  { deps, metrics }: MailboxContext,
  reply: FastifyReply,
  failure: SignInFailure,
  why: string,
): FastifyReply {
  metrics.signInsFailed.inc({ reason: failure })
  deps.log.info({ failure, why }, 'a sign-in at the provider did not succeed')
  return reply.redirect(`/sign-in?failed=${failure}`, 303)
}

/** What the provider remembers signs nobody in here: the next sign-in in this browser has it ask who it is. */
export function failAsking(
  { context, place, reply, mark: { token } }: Returning,
  failure: SignInFailure,
  why: string,
): FastifyReply {
  void reply.header('set-cookie', place.browser.set({ token, anew: true }))
  return failSignIn(context, reply, failure, why)
}
