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
    const { read } = request.body
    const marked = await readerOf(request).mailbox.markLetters([request.params.letterId], read)
    return marked.length === 0 ? sendProblem(reply, 'NOT_FOUND') : reply.send({ read } satisfies ReadRequest)
  })
}
