import type { FastifyPluginAsync } from 'fastify'
import type { SessionList } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** GET /api/sessions: where this mailbox is signed in, this session first, then the latest used. Extends nothing. */
export const listSessions: FastifyPluginAsync<MailboxContext> = async (app) => {
  const options = { schema: { response: { 200: schemas.sessionList } } } as const
  app.get('/api/sessions', options, async (request): Promise<SessionList> => {
    const { session, mailbox } = readerOf(request)
    const open = await mailbox.listSessions()
    const sessions = open.map(({ since, lastSeenAt, ...other }) => ({
      ...other,
      current: other.id === session.id,
      since: since.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    }))
    return { sessions: sessions.sort((a, b) => Number(b.current) - Number(a.current)) }
  })
}
