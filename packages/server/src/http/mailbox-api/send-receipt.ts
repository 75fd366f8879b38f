import type { FastifyPluginAsync } from 'fastify'
import { barrierProblem } from './barrier-problem.ts'
import type { ReceiptSent } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

interface Route {
  Params: { letterId: string; documentId: string }
}

/** POST …/receipt: the reader agrees to tell the sender that the letter is opened. Agreeing twice tells it once. */
export const sendReceipt: FastifyPluginAsync<MailboxContext> = async (app, { metrics }) => {
  const options = {
    schema: { params: schemas.documentParams, body: schemas.nothing, response: { 200: schemas.receiptSent } },
    config: { extendsSession: true },
  } as const
  app.post<Route>('/api/letters/:letterId/documents/:documentId/receipt', options, async (request, reply) => {
    const { letterId, documentId } = request.params
    const result = await readerOf(request).mailbox.sendReceipt(letterId, documentId)
    if (result === undefined) return sendProblem(reply, 'NOT_FOUND')
    if (result.kind === 'closed') return barrierProblem(reply, result.barrier)
    if (result.kind === 'not-asked') {
      return sendProblem(reply, 'INVALID_REQUEST', { detail: 'The sender of this document asks for no receipt.' })
    }
    metrics.receipts.inc()
    return reply.send({ at: result.at.toISOString() } satisfies ReceiptSent)
  })
}
