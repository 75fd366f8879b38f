import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { recordActivity } from '../../../store/activity.ts'
import { endEmailCodes } from '../../../store/built-in/email-codes.ts'
import { finishInvitation, type Invitation } from '../../../store/built-in/invitations.ts'
import { forgetBrowsers, rememberBrowser } from '../../../store/built-in/known-browsers.ts'
import { listPasskeys } from '../../../store/built-in/passkeys.ts'
import { findPasswordOfMailbox } from '../../../store/built-in/passwords.ts'
import { endSessionsOf, keepProof, lastProof } from '../../../store/built-in/proofs.ts'
import { findKnownAddress, tellOwner } from '../../../store/built-in/tell-owner.ts'
import { lockMailbox } from '../../../store/mailbox-owners.ts'
import { beginSession } from '../begin-session.ts'
import type { SignedIn } from '../built-in-contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { sendProblem } from '../problem.ts'
import { inTransaction, type Kit } from './kit.ts'
import { type Changer, changerOf, sendMayNotChange } from './may-change.ts'
import { isAddressTaken } from './password-method.ts'
import { builtInSchemas as schemas } from './schemas.ts'

/** POST /api/activation/finish: what was set up works from now on, and the session becomes an ordinary one. */
export const finishActivation =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const options = {
      schema: { body: schemas.nothing, response: { 200: schemas.signedIn } },
      config: { sessions: 'any', extendsSession: true },
    } as const
    app.post('/api/activation/finish', options, async (request, reply) => {
      const changer = await changerOf(kit, request)
      if (changer === undefined) return sendMayNotChange(reply)
      const passkeyId = (await lastProof(kit.deps.db, changer.session.id))?.passkeyId ?? undefined
      if (changer.session.method === 'recovery') {
        if (passkeyId === undefined) return notYet(reply, 'Add a passkey first.')
        return open(kit, context, request, reply, { changer, passkeyId })
      }
      if (changer.invitation === null) return notYet(reply, 'Nothing is being activated in this session.')
      const outcome = await finish(kit, changer, changer.invitation)
      if (outcome === 'nothing') return notYet(reply, 'Set up a passkey or a password first.')
      if (outcome === 'taken') return notYet(reply, 'Another mailbox is signed in to with this address.')
      return open(kit, context, request, reply, { changer, passkeyId })
    })
  }

function notYet(reply: FastifyReply, detail: string): FastifyReply {
  return sendProblem(reply, 'FORBIDDEN', { detail }, 409)
}

async function finish(kit: Kit, changer: Changer, invitation: Invitation): Promise<'finished' | 'nothing' | 'taken'> {
  const { keyring } = kit.deps
  const { mailboxId, now } = changer
  try {
    return await inTransaction(kit, async (db) => {
      await lockMailbox(db, mailboxId)
      const passkeys = await listPasskeys({ db, keyring }, mailboxId, invitation.id)
      const password = await findPasswordOfMailbox(db, mailboxId, invitation.id)
      if (passkeys.length === 0 && password === undefined) return 'nothing'
      // Told where the owner was known before: that is whom a stranger's activation would have to be kept from.
      const to = await findKnownAddress({ db, keyring }, mailboxId)
      if (!(await finishInvitation(db, invitation))) return 'nothing'
      if (invitation.replaces) await forgetBrowsers(db, mailboxId)
      await endEmailCodes(db, mailboxId)
      await endSessionsOf(db, mailboxId, { exceptSessionId: changer.session.id })
      await recordActivity({ db, mailboxId, level: changer.session.level, now }, 'ACTIVATED')
      await tellOwner({ db, keyring }, kit.deps.email === undefined ? undefined : to, 'activated', now)
      return 'finished'
    })
  } catch (error) {
    if (isAddressTaken(error)) return 'taken'
    throw error
  }
}

/** With a passkey shown in this session: two factors. With a password alone: what a password gives. */
async function open(
  kit: Kit,
  context: MailboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  done: { changer: Changer; passkeyId: string | undefined },
): Promise<FastifyReply> {
  const { db } = kit.deps
  const { mailboxId, now } = done.changer
  const opening =
    done.passkeyId === undefined
      ? ({ level: 'PASSWORD', method: 'password' } as const)
      : ({ level: 'TWO_FACTOR', method: 'passkey' } as const)
  const session = await beginSession(context, request, reply, { mailboxId, ...opening })
  if (session === undefined) return sendProblem(reply, 'SIGNED_OUT')
  if (done.passkeyId !== undefined) await keepProof(db, session.id, done.passkeyId, now)
  const token = kit.cookies.known.read(request.headers.cookie)
  void reply.header('set-cookie', kit.cookies.known.set(await rememberBrowser(db, { token, mailboxId, now })))
  return reply.send({ returnTo: null, outcome: 'signed-in' } satisfies SignedIn)
}
