import type { FastifyPluginAsync } from 'fastify'
import type { MailboxContext } from './mailbox-context.ts'
import { presentLetter } from './present.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** GET /api/letters/:letterId: what is around the content. Reading it opens nothing. */
export const readLetter: FastifyPluginAsync<MailboxContext> = async (app, { deps }) => {
  const options = {
    schema: { params: schemas.letterParams, response: { 200: schemas.letter } },
    config: { extendsSession: true },
  } as const
  app.get<{ Params: { letterId: string } }>('/api/letters/:letterId', options, async (request, reply) => {
    const { mailbox, now } = readerOf(request)
    const letter = await mailbox.findLetter(request.params.letterId)
    if (letter === undefined) return sendProblem(reply, 'NOT_FOUND')
    for (const { id, unreadableCard } of letter.documents) {
      if (unreadableCard) deps.report.dataTypeUnreadable({ documentId: id })
    }
    return reply.send(presentLetter(letter, now))
  })
}
