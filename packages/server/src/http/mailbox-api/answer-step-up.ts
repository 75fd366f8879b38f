import type { FastifyPluginAsync } from 'fastify'
import { reaches } from '../../domain/access.ts'
import { setPendingStepUp } from '../../store/sessions.ts'
import { raiseLevel } from './begin-session.ts'
import type { StepUpAnswer, StepUpResult } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** POST /api/step-up: how the stronger sign-in went. Only one that suffices changes the session, and its token. */
export const answerStepUp: FastifyPluginAsync<MailboxContext> = async (app, context) => {
  const options = {
    schema: { body: schemas.stepUpAnswer, response: { 200: schemas.stepUpResult } },
    config: { extendsSession: true },
  } as const
  app.post<{ Body: StepUpAnswer }>('/api/step-up', options, async (request, reply) => {
    const { session } = readerOf(request)
    const { accept, level: reached } = request.body
    if (session.pending === null) {
      return sendProblem(reply, 'INVALID_REQUEST', { detail: 'No stronger sign-in is under way.' })
    }
    if (accept && reached === undefined) {
      return sendProblem(reply, 'INVALID_REQUEST', { detail: 'body must have the property level when accept is true' })
    }
    const { level: needed, returnTo } = session.pending
    const answer = (outcome: StepUpResult['outcome']) => reply.send({ outcome, returnTo } satisfies StepUpResult)
    if (!accept || reached === undefined || !reaches(reached, needed)) {
      await setPendingStepUp(context.deps.db, session, null)
      return answer(accept ? 'too-low' : 'cancelled')
    }
    if ((await raiseLevel(context, reply, session, reached)) === undefined) return sendProblem(reply, 'SIGNED_OUT')
    return answer('raised')
  })
}
