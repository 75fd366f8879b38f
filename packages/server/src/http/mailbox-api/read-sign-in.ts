import type { FastifyPluginAsync } from 'fastify'
import { authenticationLevels } from '../../domain/access.ts'
import { listMailboxOwners } from '../../store/mailbox-owners.ts'
import type { SignInOptions } from './contract.ts'
import type { MailboxContext } from './mailbox-context.ts'
import { schemas } from './schemas.ts'

/** GET /api/sign-in: whom one can be in the sandbox. */
export const readSignIn: FastifyPluginAsync<MailboxContext> = async (app, { deps }) => {
  const options = { schema: { response: { 200: schemas.signInOptions } }, config: { access: 'public' } } as const
  app.get('/api/sign-in', options, async (): Promise<SignInOptions> => {
    return { mode: 'sandbox', people: await listMailboxOwners(deps.db), levels: [...authenticationLevels] }
  })
}
