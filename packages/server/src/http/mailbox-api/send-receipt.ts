import type { FastifyPluginAsync } from 'fastify'
import type { ContentReference } from '../../blobs/content-store.ts'
import { barrierProblem } from './barrier-problem.ts'
import { contentProblem } from './check-content.ts'
import type { ReceiptSent } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface Route {
  Params: { letterId: string; documentId: string }
}

/** POST …/receipt: the reader agrees to tell the sender that the letter is opened. Agreeing twice tells it once. */
export const sendReceipt: FastifyPluginAsync<MailboxContext> = async (app, context) => {
  const { metrics } = context
  const options = {
    schema: { params: schemas.documentParams, body: schemas.nothing, response: { 200: schemas.receiptSent } },
    config: { extendsSession: true },
  } as const
  app.post<Route>('/api/letters/:letterId/documents/:documentId/receipt', options, async (request, reply) => {
    const { letterId, documentId } = request.params
    const reader = readerOf(request)
    const isIntact = async (content: ContentReference): Promise<boolean> =>
      (await contentProblem(context, reader, documentId, content)) !== 'CONTENT_LOST'
    const result = await reader.mailbox.sendReceipt(letterId, documentId, isIntact)
    if (result === undefined) return sendProblem(reply, 'NOT_FOUND')
    if (result.kind === 'lost') return sendProblem(reply, 'CONTENT_LOST')
    if (result.kind === 'closed') return barrierProblem(reply, result.barrier)
    if (result.kind === 'not-asked') {
      return sendProblem(reply, 'INVALID_REQUEST', { detail: 'The sender of this document asks for no receipt.' })
    }
    metrics.receipts.inc()
    return reply.send({ at: result.at.toISOString() } satisfies ReceiptSent)
  })
}
