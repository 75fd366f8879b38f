import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { readCode } from '../../../domain/built-in/one-time-code.ts'
import { throttles } from '../../../domain/built-in/throttle.ts'
import { beginAfresh, findInvitationByCode } from '../../../store/built-in/invitations.ts'
import { endSessionsOf } from '../../../store/built-in/proofs.ts'
import { hashToken, newToken } from '../../../store/tokens.ts'
import { beginSession } from '../begin-session.ts'
import type { Activation, EmailCode } from '../built-in-contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { sendProblem } from '../problem.ts'
import { inTransaction, type Kit } from './kit.ts'
import { builtInSchemas as schemas } from './schemas.ts'
import { countByNetwork, sendTooMany } from './throttling.ts'

/** POST /api/activation: the operator's one-time code opens a session in which a way to sign in can be set up. */
export const activation =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const options = {
      schema: { body: schemas.emailCode, response: { 200: schemas.activation } },
      config: { access: 'public' },
    } as const
    app.post<{ Body: EmailCode }>('/api/activation', options, async (request, reply) => {
      const until = await countByNetwork(kit, throttles.activation, request)
      if (until !== null) return sendTooMany(kit, reply, until)
      return activate(kit, context, request, reply)
    })
  }

async function activate(
  kit: Kit,
  context: MailboxContext,
  request: FastifyRequest<{ Body: EmailCode }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { keyring, clock } = kit.deps
  const browserToken = kit.cookies.ceremony.read(request.headers.cookie) ?? newToken()
  const codeHash = keyring.hashFor('invitation', readCode(request.body.code) ?? '')
  const invitation = await inTransaction(kit, async (db) => {
    const found = await findInvitationByCode({ db, keyring }, codeHash, clock())
    if (found === undefined) return undefined
    // Where the same browser comes back, it goes on; an earlier session of the activation ends in any case.
    const goesOn = found.browserHash?.equals(hashToken(browserToken)) === true
    if (!goesOn) await beginAfresh(db, found, browserToken)
    await endSessionsOf(db, found.mailboxId, { method: 'activation' })
    return found
  })
  if (invitation === undefined) {
    context.metrics.signInsFailed.inc({ reason: 'not-accepted' })
    return sendProblem(reply, 'NOT_ACCEPTED')
  }
  const { mailboxId, name, expiresAt } = invitation
  const opening = { mailboxId, level: 'PASSWORD', method: 'activation', act: 'INVITATION_USED' } as const
  const session = await beginSession(context, request, reply, opening)
  if (session === undefined) return sendProblem(reply, 'NOT_ACCEPTED')
  void reply.header('set-cookie', kit.cookies.ceremony.set(browserToken))
  return reply.send({ name, expiresAt: expiresAt.toISOString() } satisfies Activation)
}
