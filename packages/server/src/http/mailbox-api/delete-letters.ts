import type { FastifyPluginAsync } from 'fastify'
import type { DeleteRequest, LettersChanged } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { longestBulkBody, schemas } from './schemas.ts'

/**
 * POST /api/letters/delete: for good, from the bin only. The keys go with the transaction, so the letter cannot be
 * read when the answer is out; the bytes go right after, and if that fails, with the next sweep.
 */
export const deleteLetters: FastifyPluginAsync<MailboxContext> = async (app, { deps }) => {
  const options = {
    bodyLimit: longestBulkBody,
    schema: { body: schemas.deleteRequest, response: { 200: schemas.lettersChanged } },
    config: { extendsSession: true },
  } as const
  app.post<{ Body: DeleteRequest }>('/api/letters/delete', options, async (request, reply) => {
    const deletion = await readerOf(request).mailbox.deleteLetters(request.body.letterIds)
    if (deletion.kind === 'not-in-bin') {
      return sendProblem(reply, 'NOT_IN_BIN', { detail: `Not in the bin: ${deletion.letterIds.join(', ')}` })
    }
    await deps.content.removeDropped().catch(deps.report.sweepFailed)
    return reply.send({ letterIds: deletion.letterIds } satisfies LettersChanged)
  })
}
