import type { FastifyPluginAsync } from 'fastify'
import type { BulkReadRequest, LettersChanged } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { readerOf } from './reader.ts'
import { longestBulkBody, schemas } from './schemas.ts'

/** POST /api/letters/read: the reader's own marks, many at once. */
export const markLetters: FastifyPluginAsync<MailboxContext> = async (app) => {
  const options = {
    bodyLimit: longestBulkBody,
    schema: { body: schemas.bulkReadRequest, response: { 200: schemas.lettersChanged } },
    config: { extendsSession: true },
  } as const
  app.post<{ Body: BulkReadRequest }>('/api/letters/read', options, async (request, reply) => {
    const { letterIds, read } = request.body
    const marked = await readerOf(request).mailbox.markLetters(letterIds, read)
    return reply.send({ letterIds: marked } satisfies LettersChanged)
  })
}
