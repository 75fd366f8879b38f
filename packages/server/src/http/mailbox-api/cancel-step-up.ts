import type { FastifyPluginAsync } from 'fastify'
import { setPendingStepUp } from '../../store/sessions.ts'
import type { StepUpAnswer, StepUpResult } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** POST /api/step-up where only a proof raises a session: all that can be answered here is "no". */
export const cancelStepUp: FastifyPluginAsync<MailboxContext> = async (app, { deps }) => {
  const options = {
    schema: { body: schemas.stepUpAnswer, response: { 200: schemas.stepUpResult } },
    config: { extendsSession: true },
  } as const
  app.post<{ Body: StepUpAnswer }>('/api/step-up', options, async (request, reply) => {
    const { session } = readerOf(request)
    if (request.body.accept) {
      return sendProblem(reply, 'FORBIDDEN', { detail: 'A session is raised by a proof, such as a passkey.' })
    }
    if (session.pending === null) {
      return sendProblem(reply, 'INVALID_REQUEST', { detail: 'No stronger sign-in is under way.' })
    }
    await setPendingStepUp(deps.db, session, null)
    return reply.send({ outcome: 'cancelled', returnTo: session.pending.returnTo } satisfies StepUpResult)
  })
}
