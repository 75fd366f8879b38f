import type { FastifyPluginAsync } from 'fastify'
import type { Session } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { presentSession } from './present-session.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** GET /api/session: who is signed in and until when. Asking extends nothing. */
export const readSession: FastifyPluginAsync<MailboxContext> = async (app, { deps }) => {
  const options = { schema: { response: { 200: schemas.session } }, config: { sessions: 'any' } } as const
  app.get('/api/session', options, async (request): Promise<Session> => {
    return presentSession(readerOf(request).session, deps.config.mode === 'sandbox')
  })
}
