import type { FastifyPluginAsync } from 'fastify'
import type { Moved } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { sendProblem } from './problem.ts'
import { readerOf } from './reader.ts'
import { longestBulkBody, schemas } from './schemas.ts'

interface Route {
  Body: { moves: { letterId: string; to: 'inbox' | 'archive' | 'bin' }[] }
}

/** POST /api/letters/move: archive, bin, restore, and undo of each. Locked letters move too, unseen. */
export const moveLetters: FastifyPluginAsync<MailboxContext> = async (app) => {
  const options = {
    bodyLimit: longestBulkBody,
    schema: { body: schemas.moveRequest, response: { 200: schemas.moved } },
    config: { extendsSession: true },
  } as const
  app.post<Route>('/api/letters/move', options, async (request, reply) => {
    const { moves } = request.body
    const repeated = moves.findIndex(({ letterId }, n) => moves.findIndex((one) => one.letterId === letterId) < n)
    if (repeated !== -1) {
      const detail = `body/moves/${repeated}/letterId is in the list twice; a letter can be moved to one place`
      return sendProblem(reply, 'INVALID_REQUEST', { detail })
    }
    return reply.send({ moved: await readerOf(request).mailbox.moveLetters(moves) } satisfies Moved)
  })
}
