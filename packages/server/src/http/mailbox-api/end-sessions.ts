import type { FastifyPluginAsync } from 'fastify'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/**
 * POST /api/sessions/:sessionId/end and POST /api/sessions/end-all: signs out elsewhere, or everywhere. What was ended
 * opens nothing any more from that moment on, links to content included.
 */
export const endSessions: FastifyPluginAsync<MailboxContext> = async (app, { cookie }) => {
  const one = {
    schema: { params: schemas.sessionParams, body: schemas.nothing },
    config: { extendsSession: true },
  } as const
  app.post<{ Params: { sessionId: string } }>('/api/sessions/:sessionId/end', one, async (request, reply) => {
    const { session, mailbox } = readerOf(request)
    const { sessionId } = request.params
    if (!(await mailbox.endSession(sessionId))) return sendProblem(reply, 'NOT_FOUND')
    await mailbox.recordActivity('SESSION_ENDED')
    if (sessionId === session.id) reply.header('set-cookie', cookie.clear())
    return reply.code(204).send()
  })

  app.post('/api/sessions/end-all', { schema: { body: schemas.nothing } }, async (request, reply) => {
    const { mailbox } = readerOf(request)
    await mailbox.endAllSessions()
    await mailbox.recordActivity('SESSION_ENDED')
    return reply.code(204).header('set-cookie', cookie.clear()).send()
  })
}
