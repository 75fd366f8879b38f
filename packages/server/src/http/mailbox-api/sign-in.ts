import type { FastifyPluginAsync } from 'fastify'
import { findMailboxOf } from '../../store/mailbox-owners.ts'
import { createSession, endSession, findSession } from '../../store/sessions.ts'
import type { SandboxSignIn } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { presentSession } from './present.ts'
import { sendProblem } from './problem.ts'
import { mailboxOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** POST /api/sign-in: be somebody, at a level, without any proof. Registered in sandbox mode only. */
export const signIn: FastifyPluginAsync<MailboxContext> = async (app, { deps, cookie, limits, metrics }) => {
  const options = {
    schema: { body: schemas.sandboxSignIn, response: { 200: schemas.session } },
    config: { access: 'public' },
  } as const
  app.post<{ Body: SandboxSignIn }>('/api/sign-in', options, async (request, reply) => {
    const { personId, level } = request.body
    const now = deps.clock()
    const mailboxId = await findMailboxOf(deps.db, personId)
    if (mailboxId === undefined) return sendProblem(reply, 'NOT_FOUND', { detail: 'Nobody here has that id.' })
    // Whatever token came along, ours or planted, ends here: nobody is signed in by a token chosen before.
    const previous = cookie.read(request.headers.cookie)
    if (previous !== undefined) await endSession(deps.db, previous)
    const token = await createSession(deps.db, { mailboxId, level, now }, limits)
    const session = await findSession(deps.db, token, now)
    if (session === undefined) return sendProblem(reply, 'NOT_FOUND', { detail: 'The mailbox was closed meanwhile.' })
    await mailboxOf(deps, { mailboxId, level }, now).recordActivity('SIGNED_IN')
    metrics.signIns.inc({ level })
    return reply.header('set-cookie', cookie.set(token)).send(presentSession(session, true))
  })
}
