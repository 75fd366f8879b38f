import type { FastifyPluginAsync } from 'fastify'
import { endSession } from '../../store/sessions.ts'
import type { SignedOut } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { readerOf } from './reader.ts'
import { schemas } from './schemas.ts'

/** POST /api/sign-out: the session is over at once, on the server too; the answer may name where else to sign out. */
export const signOut: FastifyPluginAsync<MailboxContext> = async (app, { deps, cookie, signIn }) => {
  const options = {
    schema: { body: schemas.nothing, response: { 200: schemas.signedOut, 204: { type: 'null' } } },
    config: { sessions: 'any' },
  } as const
  app.post('/api/sign-out', options, async (request, reply) => {
    const { session, mailbox } = readerOf(request)
    await mailbox.recordActivity('SIGNED_OUT')
    const token = cookie.read(request.headers.cookie)
    if (token !== undefined) await endSession(deps.db, token)
    reply.header('set-cookie', cookie.clear())
    const redirectTo = await signIn?.afterSignOut?.(session)
    return redirectTo === undefined ? reply.code(204).send() : reply.send({ redirectTo } satisfies SignedOut)
  })
}
