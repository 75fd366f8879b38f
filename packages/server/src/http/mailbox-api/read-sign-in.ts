import type { FastifyPluginAsync } from 'fastify'
import type { SignInOptions } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { schemas } from './schemas.ts'

/** GET /api/sign-in: how one can sign in here; in the sandbox, whom one can be. */
export const readSignIn: FastifyPluginAsync<MailboxContext> = async (app, { signIn }) => {
  if (signIn === undefined) return
  const options = { schema: { response: { 200: schemas.signInOptions } }, config: { access: 'public' } } as const
  app.get('/api/sign-in', options, (): Promise<SignInOptions> => signIn.options())
}
