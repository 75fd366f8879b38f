import { type AuthenticationResponseJSON, generateAuthenticationOptions } from '@simplewebauthn/server'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { reaches } from '../../../domain/access.ts'
import { rememberBrowser } from '../../../store/built-in/known-browsers.ts'
import {
  challengeLifetimeMs,
  keepChallenge,
  type TakenChallenge,
  takeChallenge,
} from '../../../store/built-in/passkey-challenges.ts'
import { findPasskey, listPasskeys, type PasskeyOnFile, usePasskey } from '../../../store/built-in/passkeys.ts'
import { keepProof } from '../../../store/built-in/proofs.ts'
import { type Session, setPendingStepUp } from '../../../store/sessions.ts'
import { newToken } from '../../../store/tokens.ts'
import { beginSession, raiseLevel } from '../begin-session.ts'
import type { PasskeyChallenge, SignedIn } from '../built-in-contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { sendProblem } from '../problem.ts'
import { currentSession } from '../reader.ts'
import type { Kit } from './kit.ts'
import { builtInSchemas as schemas } from './schemas.ts'
import { countCeremony, sendTooMany } from './throttling.ts'
import { type PasskeyFault, verifyUse } from './verify-passkey.ts'

interface Answer {
  challengeId: string
  credential: AuthenticationResponseJSON
}

/** POST /api/sign-in/passkey/options and POST /api/sign-in/passkey: two steps in one, since the device knows its owner. */
export const passkeySignIn =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const asking = {
      schema: { body: schemas.passkeyQuestion, response: { 200: schemas.passkeyChallenge } },
      config: { access: 'public' },
    } as const
    app.post<{ Body: { confirm?: boolean } }>('/api/sign-in/passkey/options', asking, async (request, reply) => {
      const until = await countCeremony(kit, request)
      if (until !== null) return sendTooMany(kit, reply, until)
      const session = await currentSession(context.deps, context.cookie, request, context.deps.clock())
      if (request.body.confirm === true && session === undefined) return sendProblem(reply, 'SIGNED_OUT')
      // Asked for by itself it has nothing to do with a letter that was left closed before.
      if (request.body.confirm === true && session?.pending) await setPendingStepUp(context.deps.db, session, null)
      const samePerson = request.body.confirm === true || (session?.pending ?? null) !== null
      return reply.send(await ask(kit, request, reply, samePerson ? session : undefined))
    })

    const answering = {
      schema: { body: schemas.passkeyAnswer, response: { 200: schemas.signedIn } },
      config: { access: 'public' },
    } as const
    app.post<{ Body: Answer }>('/api/sign-in/passkey', answering, async (request, reply) => {
      const until = await countCeremony(kit, request)
      if (until !== null) return sendTooMany(kit, reply, until)
      const session = await currentSession(context.deps, context.cookie, request, context.deps.clock())
      const shown = await accept(kit, request, session)
      if (typeof shown === 'string') {
        context.metrics.signInsFailed.inc({ reason: 'not-accepted' })
        return sendProblem(reply, shown)
      }
      return shown.raises === undefined
        ? signIn(kit, context, request, reply, shown.passkey)
        : raise(kit, context, reply, shown.raises, shown.passkey)
    })
  }

/** Asks any passkey, or those of whoever is signed in. */
async function ask(
  kit: Kit,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session | undefined,
): Promise<PasskeyChallenge> {
  const { db, clock } = kit.deps
  const own = session === undefined ? [] : await listPasskeys(kit.deps, session.mailboxId, null)
  const options = await generateAuthenticationOptions({
    rpID: kit.rpId,
    userVerification: 'required',
    timeout: challengeLifetimeMs,
    allowCredentials: own.map(({ credentialId, transports }) => ({
      id: credentialId.toString('base64url'),
      transports,
    })),
  })
  const browserToken = kit.cookies.ceremony.read(request.headers.cookie) ?? newToken()
  const challengeId = await keepChallenge(db, {
    purpose: session === undefined ? 'sign-in' : 'confirm',
    mailboxId: session?.mailboxId ?? null,
    challenge: options.challenge,
    browserToken,
    now: clock(),
  })
  reply.header('set-cookie', kit.cookies.ceremony.set(browserToken))
  return { challengeId, options }
}

interface Shown {
  passkey: PasskeyOnFile
  /** The session that is raised; undefined when a new one is opened. */
  raises: Session | undefined
}

/**
 * What the browser's own answer and question show may be said; which passkeys are known here may not: anything else that is
 * wrong is NOT_ACCEPTED.
 */
async function accept(
  kit: Kit,
  request: FastifyRequest<{ Body: Answer }>,
  session: Session | undefined,
): Promise<Shown | PasskeyFault | 'PASSKEY_EXPIRED'> {
  const { db, clock } = kit.deps
  const { challengeId, credential: response } = request.body
  const browserToken = kit.cookies.ceremony.read(request.headers.cookie)
  if (browserToken === undefined) return 'PASSKEY_EXPIRED'
  const challenge = await takeChallenge(db, { id: challengeId, browserToken, now: clock() })
  if (challenge === undefined || challenge.purpose === 'add') return 'PASSKEY_EXPIRED'
  const passkey = await findPasskey(db, Buffer.from(response.id, 'base64url'))
  if (passkey === undefined || !mayAnswer(passkey, challenge, session)) return 'NOT_ACCEPTED'
  const use = await verifyUse(kit, passkey, { challenge: challenge.challenge, response })
  if (typeof use === 'string') return use
  if (!(await usePasskey(db, { id: passkey.id, ...use, now: clock() }))) return 'NOT_ACCEPTED'
  return { passkey, raises: samePersonNeeded(challenge, session) ? session : undefined }
}

/** A step-up never becomes somebody else's sign-in, whenever it was begun. */
function samePersonNeeded({ purpose }: TakenChallenge, session: Session | undefined): boolean {
  return purpose === 'confirm' || (session?.pending ?? null) !== null
}

function mayAnswer(passkey: PasskeyOnFile, challenge: TakenChallenge, session: Session | undefined): boolean {
  if (!samePersonNeeded(challenge, session)) return true
  const asked = challenge.mailboxId ?? session?.mailboxId
  return session?.mailboxId === passkey.mailboxId && asked === passkey.mailboxId
}

async function signIn(
  kit: Kit,
  context: MailboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, mailboxId }: PasskeyOnFile,
): Promise<FastifyReply> {
  const { db, clock } = kit.deps
  const session = await beginSession(context, request, reply, { mailboxId, level: 'TWO_FACTOR', method: 'passkey' })
  if (session === undefined) return sendProblem(reply, 'NOT_ACCEPTED')
  await keepProof(db, session.id, id, clock())
  const token = kit.cookies.known.read(request.headers.cookie)
  reply.header('set-cookie', kit.cookies.known.set(await rememberBrowser(db, { token, mailboxId, now: clock() })))
  return reply.send({ returnTo: null, outcome: 'signed-in' } satisfies SignedIn)
}

/** A passkey is worth two factors, and nothing here is worth more. */
async function raise(
  kit: Kit,
  context: MailboxContext,
  reply: FastifyReply,
  session: Session,
  { id }: PasskeyOnFile,
): Promise<FastifyReply> {
  const { db, clock } = kit.deps
  const returnTo = session.pending?.returnTo ?? null
  if (session.pending !== null && !reaches('TWO_FACTOR', session.pending.level)) {
    await setPendingStepUp(db, session, null)
    return reply.send({ returnTo, outcome: 'too-low' } satisfies SignedIn)
  }
  if ((await raiseLevel(context, reply, session, 'TWO_FACTOR')) === undefined) return sendProblem(reply, 'SIGNED_OUT')
  await keepProof(db, session.id, id, clock())
  return reply.send({ returnTo, outcome: 'raised' } satisfies SignedIn)
}
