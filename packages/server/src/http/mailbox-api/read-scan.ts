import type { FastifyPluginAsync } from 'fastify'
import type { LetterScan } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** GET /api/letters/:letterId/scan: for a page that waits. It shows nobody's presence, so the session goes on idling. */
export const readScan: FastifyPluginAsync<MailboxContext> = async (app) => {
  const schema = { params: schemas.letterParams, response: { 200: schemas.letterScan } }
  app.get<{ Params: { letterId: string } }>('/api/letters/:letterId/scan', { schema }, async (request, reply) => {
    const letter = await readerOf(request).mailbox.findLetter(request.params.letterId)
    if (letter === undefined) return sendProblem(reply, 'NOT_FOUND')
    const documents = letter.documents.map(({ id, scan }) => ({ id, scan }))
    return reply.send({ documents } satisfies LetterScan)
  })
}
