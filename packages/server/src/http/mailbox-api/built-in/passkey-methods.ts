import { generateRegistrationOptions, type RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { throttles } from '../../../domain/built-in/throttle.ts'
import { challengeLifetimeMs, keepChallenge, takeChallenge } from '../../../store/built-in/passkey-challenges.ts'
import { addPasskey, listPasskeys, passkeyHandle, removePasskey } from '../../../store/built-in/passkeys.ts'
import { findPasswordOfMailbox } from '../../../store/built-in/passwords.ts'
import { endSessionsOfPasskey, keepProof } from '../../../store/built-in/proofs.ts'
import type { Database } from '../../../store/database.ts'
import { lockMailbox } from '../../../store/mailbox-owners.ts'
import { newToken } from '../../../store/tokens.ts'
import type { PasskeyChallenge } from '../built-in-contract.ts'
import type { ProblemCode } from '../contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { sendProblem } from '../problem.ts'
import { inTransaction, type Kit } from './kit.ts'
import { type Changer, changerOf, sendMayNotChange } from './may-change.ts'
import { presentMethods } from './methods.ts'
import { addressBefore, noteChange } from './note-change.ts'
import { builtInSchemas as schemas } from './schemas.ts'
import { countBy, sendTooMany } from './throttling.ts'
import { passkeyAlgorithms, verifyNew } from './verify-passkey.ts'

/** More than anybody has devices; a list that nobody reads protects nobody. */
const mostPasskeys = 20

interface NewPasskeyBody {
  challengeId: string
  credential: RegistrationResponseJSON
  name: string
}

/** Adding and removing passkeys. */
export const passkeyMethods =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app) => {
    const config = { sessions: 'any', extendsSession: true } as const
    const asking = { schema: { body: schemas.nothing, response: { 200: schemas.passkeyChallenge } }, config }
    app.post('/api/sign-in-methods/passkeys/options', asking, async (request, reply) => {
      const changer = await changerOf(kit, request)
      if (changer === undefined) return sendMayNotChange(reply)
      const until = await countBy(kit, throttles.change, changer.mailboxId)
      if (until !== null) return sendTooMany(kit, reply, until)
      return reply.send(await ask(kit, request, reply, changer))
    })

    const adding = { schema: { body: schemas.newPasskey, response: { 201: schemas.methods } }, config }
    app.post<{ Body: NewPasskeyBody }>('/api/sign-in-methods/passkeys', adding, async (request, reply) => {
      const changer = await changerOf(kit, request)
      if (changer === undefined) return sendMayNotChange(reply)
      const problem = await add(kit, request, changer)
      if (problem !== undefined) return sendProblem(reply, problem)
      return reply.code(201).send(await presentMethods(kit, request))
    })

    const removing = {
      schema: { body: schemas.nothing, params: schemas.passkeyParams, response: { 200: schemas.methods } },
      config,
    }
    app.post<{ Params: { passkeyId: string } }>(
      '/api/sign-in-methods/passkeys/:passkeyId/remove',
      removing,
      async (request, reply) => {
        const changer = await changerOf(kit, request)
        if (changer === undefined) return sendMayNotChange(reply)
        const outcome = await remove(kit, changer, request.params.passkeyId)
        if (outcome === 'unknown') return sendProblem(reply, 'NOT_FOUND')
        if (outcome === 'last') {
          return sendProblem(reply, 'FORBIDDEN', { detail: 'This is the last way in: set up another one first.' }, 409)
        }
        return reply.send(await presentMethods(kit, request))
      },
    )
  }

async function ask(
  kit: Kit,
  request: FastifyRequest,
  reply: FastifyReply,
  { mailboxId, invitation, session, now }: Changer,
): Promise<PasskeyChallenge> {
  const { db } = kit.deps
  const own = await listPasskeys(kit.deps, mailboxId, invitation?.id ?? null)
  const options = await generateRegistrationOptions({
    rpName: 'Brevdue',
    rpID: kit.rpId,
    userID: new Uint8Array(await passkeyHandle(db, mailboxId)),
    userName: session.owner.name,
    userDisplayName: session.owner.name,
    attestationType: 'none',
    supportedAlgorithmIDs: passkeyAlgorithms,
    timeout: challengeLifetimeMs,
    excludeCredentials: own.map(({ credentialId, transports }) => ({
      id: credentialId.toString('base64url'),
      transports,
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const browserToken = kit.cookies.ceremony.read(request.headers.cookie) ?? newToken()
  const { challenge } = options
  const challengeId = await keepChallenge(db, { purpose: 'add', mailboxId, challenge, browserToken, now })
  void reply.header('set-cookie', kit.cookies.ceremony.set(browserToken))
  return { challengeId, options }
}

/** @returns why the passkey was not added */
async function add(
  kit: Kit,
  request: FastifyRequest<{ Body: NewPasskeyBody }>,
  changer: Changer,
): Promise<ProblemCode | undefined> {
  const { mailboxId, invitation, session, now } = changer
  const { challengeId, credential: response, name } = request.body
  const browserToken = kit.cookies.ceremony.read(request.headers.cookie)
  if (browserToken === undefined) return 'PASSKEY_EXPIRED'
  const challenge = await takeChallenge(kit.deps.db, { id: challengeId, browserToken, now })
  // Asked for in one person's session, it is worth nothing in another's.
  if (challenge?.purpose !== 'add' || challenge.mailboxId !== mailboxId) return 'PASSKEY_EXPIRED'
  const made = await verifyNew(kit, { challenge: challenge.challenge, response })
  if (typeof made === 'string') return made
  return inTransaction(kit, async (db) => {
    await lockMailbox(db, mailboxId)
    const invitationId = invitation?.id ?? null
    const register = { db, keyring: kit.deps.keyring }
    if ((await listPasskeys(register, mailboxId, invitationId)).length >= mostPasskeys) return 'TOO_MANY_PASSKEYS'
    const to = await addressBefore(kit, db, changer)
    const id = await addPasskey(register, { ...made, mailboxId, invitationId, name: plainName(name), now })
    // One's own is recognised by the browser before; about another mailbox's nothing is said.
    if (id === undefined) return 'NOT_ACCEPTED'
    await keepProof(db, session.id, id, now)
    await noteChange(kit, db, changer, { acts: ['PASSKEY_ADDED'], to, notice: 'passkey-added' })
    return undefined
  })
}

/** What the owner calls it, on one line. */
function plainName(name: string): string {
  return name.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim() || 'Passkey'
}

function remove(kit: Kit, changer: Changer, id: string): Promise<'removed' | 'unknown' | 'last'> {
  const { mailboxId, invitation, session } = changer
  const invitationId = invitation?.id ?? null
  return inTransaction(kit, async (db) => {
    // Two removals at once would each leave the other's passkey as the last way in.
    await lockMailbox(db, mailboxId)
    const passkeys = await listPasskeys({ db, keyring: kit.deps.keyring }, mailboxId, invitationId)
    if (!passkeys.some((passkey) => passkey.id === id)) return 'unknown'
    if (passkeys.length === 1 && invitation === null && !(await hasPassword(kit, db, mailboxId))) return 'last'
    const to = await addressBefore(kit, db, changer)
    await endSessionsOfPasskey(db, id, session.id)
    await removePasskey(db, { id, mailboxId, invitationId })
    await noteChange(kit, db, changer, { acts: ['PASSKEY_REMOVED'], to, notice: 'passkey-removed' })
    return 'removed'
  })
}

/** Without outgoing e-mail a password is no way in. */
async function hasPassword({ deps }: Kit, db: Database, mailboxId: string): Promise<boolean> {
  return deps.email !== undefined && (await findPasswordOfMailbox(db, mailboxId, null)) !== undefined
}
