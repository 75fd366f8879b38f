import type { FastifyPluginAsync } from 'fastify'
import type { ActivityView } from '../../domain/activity-view.ts'
import type { ActivityTopic } from '../../store/read-activity.ts'
import type { Act, ActivityEntry, ActivityPage } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** GET /api/activity and GET /api/letters/:letterId/activity: what was done, for the owner to see. */
export const readActivity: FastifyPluginAsync<MailboxContext> = async (app) => {
  const config = { extendsSession: true } as const
  const ofMailbox = { schema: { querystring: schemas.activityQuery, response: { 200: schemas.activityPage } }, config }
  app.get<{ Querystring: { cursor?: string; about?: ActivityTopic } }>(
    '/api/activity',
    ofMailbox,
    async (request, reply) => {
      const { cursor, about } = request.query
      const { acts, next } = await readerOf(request).mailbox.listActivity({ after: cursor ?? null, about })
      return reply.send({ entries: acts.map(presentAct), nextCursor: next } satisfies ActivityPage)
    },
  )

  const ofLetter = { schema: { params: schemas.letterParams, response: { 200: schemas.activityPage } }, config }
  app.get<{ Params: { letterId: string } }>('/api/letters/:letterId/activity', ofLetter, async (request, reply) => {
    const acts = await readerOf(request).mailbox.letterActivity(request.params.letterId)
    if (acts === undefined) return sendProblem(reply, 'NOT_FOUND')
    return reply.send({ entries: acts.map(presentAct), nextCursor: null } satisfies ActivityPage)
  })
}

function presentAct({ id, at, act, level, letterId, documentId }: ActivityView): ActivityEntry {
  return { id, at: at.toISOString(), act: act as Act, level, letterId, documentId }
}
