import type { FastifyPluginAsync } from 'fastify'
import type { Session } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { presentSession } from './present-session.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** POST /api/session/extend: somebody is still there. */
export const extendSession: FastifyPluginAsync<MailboxContext> = async (app, { deps }) => {
  const options = {
    schema: { body: schemas.nothing, response: { 200: schemas.session } },
    config: { extendsSession: true, sessions: 'any' },
  } as const
  app.post('/api/session/extend', options, async (request): Promise<Session> => {
    return presentSession(readerOf(request).session, deps.config.mode === 'sandbox')
  })
}
