import type { FastifyPluginAsync } from 'fastify'
import { reaches, stronger } from '../../domain/access.ts'
import { raiseSession, setPendingStepUp } from '../../store/sessions.ts'
import type { StepUpAnswer, StepUpResult } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { mailboxOf, readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** POST /api/step-up: how the stronger sign-in went. Only one that suffices changes the session, and its token. */
export const answerStepUp: FastifyPluginAsync<MailboxContext> = async (app, { deps, cookie, metrics }) => {
  const options = {
    schema: { body: schemas.stepUpAnswer, response: { 200: schemas.stepUpResult } },
    config: { extendsSession: true },
  } as const
  app.post<{ Body: StepUpAnswer }>('/api/step-up', options, async (request, reply) => {
    const { session, now } = readerOf(request)
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
      await setPendingStepUp(deps.db, session, null)
      return answer(accept ? 'too-low' : 'cancelled')
    }
    const level = stronger(reached, session.level)
    const token = await raiseSession(deps.db, session, level)
    if (token === undefined) return sendProblem(reply, 'SIGNED_OUT')
    await mailboxOf(deps, { ...session, level }, now).recordActivity('LEVEL_RAISED')
    metrics.signIns.inc({ level })
    reply.header('set-cookie', cookie.set(token))
    return answer('raised')
  })
}
