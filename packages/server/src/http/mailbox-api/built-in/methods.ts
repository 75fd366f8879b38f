import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { findInvitation } from '../../../store/built-in/invitations.ts'
import { listPasskeys } from '../../../store/built-in/passkeys.ts'
import { findPasswordOfMailbox } from '../../../store/built-in/passwords.ts'
import { countRecoveryCodes } from '../../../store/built-in/recovery-codes.ts'
import { passwordSeal } from '../../../store/sign-in-seal.ts'
import type { SignInMethods } from '../built-in-contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { readerOf } from '../reader.ts'
import type { Kit } from './kit.ts'
import { changerOf } from './may-change.ts'
import { builtInSchemas as schemas } from './schemas.ts'

/** GET /api/sign-in-methods: what works, or, while setting up, what has been set up so far. */
export const readMethods =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app) => {
    const options = { schema: { response: { 200: schemas.methods } }, config: { sessions: 'any' } } as const
    app.get('/api/sign-in-methods', options, (request) => presentMethods(kit, request))
  }

export async function presentMethods(kit: Kit, request: FastifyRequest): Promise<SignInMethods> {
  const { db, keyring } = kit.deps
  const { session, now } = readerOf(request)
  const { mailboxId } = session
  // An activation whose invitation is over has nothing to show: never what was there before it.
  const invitationId =
    session.method === 'activation' ? ((await findInvitation(db, mailboxId, now))?.id ?? session.id) : null
  const passkeys = await listPasskeys({ db, keyring }, mailboxId, invitationId)
  const password = await findPasswordOfMailbox(db, mailboxId, invitationId)
  return {
    passkeys: passkeys.map(({ id, name, addedAt, lastUsedAt }) => ({
      id,
      name,
      addedAt: addedAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    password:
      password === undefined
        ? null
        : {
            emailAddress: passwordSeal(keyring, mailboxId).open('address_encrypted', password.addressEncrypted),
            changedAt: password.changedAt.toISOString(),
          },
    recoveryCodes: await countRecoveryCodes(db, mailboxId, invitationId),
    passwordPossible: kit.deps.email !== undefined,
    mayChange: (await changerOf(kit, request)) !== undefined,
  }
}
