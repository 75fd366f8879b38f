import type { FastifyPluginAsync } from 'fastify'
import { endSession } from '../../store/sessions.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** POST /api/sign-out: the session is over at once, on the server too. */
export const signOut: FastifyPluginAsync<MailboxContext> = async (app, { deps, cookie }) => {
  app.post('/api/sign-out', { schema: { body: schemas.nothing } }, async (request, reply) => {
    await readerOf(request).mailbox.recordActivity('SIGNED_OUT')
    const token = cookie.read(request.headers.cookie)
    if (token !== undefined) await endSession(deps.db, token)
    return reply.code(204).header('set-cookie', cookie.clear()).send()
  })
}
