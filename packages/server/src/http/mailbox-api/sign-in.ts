import type { FastifyPluginAsync } from 'fastify'
import { findMailboxOf } from '../../store/mailbox-owners.ts'
import { beginSession } from './begin-session.ts'
import type { SandboxSignIn } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { presentSession } from './present-session.ts'
import { sendProblem } from './problem.ts'
import { schemas } from './schemas.ts'

/** POST /api/sign-in: be somebody, at a level, without any proof. Registered in sandbox mode only. */
export const signIn: FastifyPluginAsync<MailboxContext> = async (app, context) => {
  const options = {
    schema: { body: schemas.sandboxSignIn, response: { 200: schemas.session } },
    config: { access: 'public' },
  } as const
  app.post<{ Body: SandboxSignIn }>('/api/sign-in', options, async (request, reply) => {
    const { personId, level } = request.body
    const mailboxId = await findMailboxOf(context.deps.db, personId)
    if (mailboxId === undefined) return sendProblem(reply, 'NOT_FOUND', { detail: 'Nobody here has that id.' })
    const session = await beginSession(context, request, reply, { mailboxId, level, method: 'sandbox' })
    if (session === undefined) return sendProblem(reply, 'NOT_FOUND', { detail: 'The mailbox was closed meanwhile.' })
    return reply.send(presentSession(session, true))
  })
}
