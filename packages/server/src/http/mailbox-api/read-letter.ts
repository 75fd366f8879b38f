import type { FastifyPluginAsync } from 'fastify'
import type { MailboxContext } from './mailbox-context.ts'
import { presentLetter } from './present.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** GET /api/letters/:letterId: what is around the content. Reading it opens nothing. */
export const readLetter: FastifyPluginAsync<MailboxContext> = async (app) => {
  const options = {
    schema: { params: schemas.letterParams, response: { 200: schemas.letter } },
    config: { extendsSession: true },
  } as const
  app.get<{ Params: { letterId: string } }>('/api/letters/:letterId', options, async (request, reply) => {
    const letter = await readerOf(request).mailbox.findLetter(request.params.letterId)
    return letter === undefined ? sendProblem(reply, 'NOT_FOUND') : reply.send(presentLetter(letter))
  })
}
