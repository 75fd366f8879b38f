import type { FastifyPluginAsync } from 'fastify'
import type { ReadRequest } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface Route {
  Params: { letterId: string }
  Body: ReadRequest
}

/** POST …/read: the reader's own mark. A receipt that was sent stays sent. */
export const markRead: FastifyPluginAsync<MailboxContext> = async (app) => {
  const options = {
    schema: { params: schemas.letterParams, body: schemas.readRequest, response: { 200: schemas.readState } },
    config: { extendsSession: true },
  } as const
  app.post<Route>('/api/letters/:letterId/read', options, async (request, reply) => {
    const { mailbox } = readerOf(request)
    const { letterId } = request.params
    const { read } = request.body
    if (!(await mailbox.markLetter(letterId, read))) return sendProblem(reply, 'NOT_FOUND')
    await mailbox.recordActivity(read ? 'MARKED_READ' : 'MARKED_UNREAD', { letterId })
    return reply.send({ read } satisfies ReadRequest)
  })
}
