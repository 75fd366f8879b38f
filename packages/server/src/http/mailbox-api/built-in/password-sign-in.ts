import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type EmailCode, endEmailCodes, guessEmailCode, takeEmailCode } from '../../../store/built-in/email-codes.ts'
import { forgetBrowsers, isKnownBrowser, rememberBrowser } from '../../../store/built-in/known-browsers.ts'
import { findPasswordOfMailbox } from '../../../store/built-in/passwords.ts'
import { endSessionsOf } from '../../../store/built-in/proofs.ts'
import { useRecoveryCode } from '../../../store/built-in/recovery-codes.ts'
import { findKnownAddress, tellOwner } from '../../../store/built-in/tell-owner.ts'
import { beginSession } from '../begin-session.ts'
import type { Recovery, EmailCode as SentCode, SignedIn } from '../built-in-contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { sendProblem } from '../problem.ts'
import { isRight, mostGuesses } from './codes.ts'
import { inTransaction, type Kit } from './kit.ts'
import { builtInSchemas as schemas } from './schemas.ts'
import { type PasswordGiven, startWithPassword } from './start-password.ts'
import { countCeremony, forgiveGuess, sendTooMany } from './throttling.ts'

/**
 * POST /api/sign-in/password and POST /api/recovery, which begin; POST /api/sign-in/email, which completes either in the
 * browser it was begun in.
 */
export const passwordSignIn =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app, context) => {
    const starting = { response: { 202: schemas.passwordStarted } }
    const open = { config: { access: 'public' } } as const
    app.post<{ Body: PasswordGiven }>(
      '/api/sign-in/password',
      { schema: { ...starting, body: schemas.passwordSignIn }, ...open },
      (request, reply) => startWithPassword(kit, request, reply, request.body),
    )
    app.post<{ Body: Recovery }>(
      '/api/recovery',
      { schema: { ...starting, body: schemas.recovery }, ...open },
      (request, reply) => startWithPassword(kit, request, reply, request.body),
    )
    app.post<{ Body: SentCode }>(
      '/api/sign-in/email',
      { schema: { body: schemas.emailCode, response: { 200: schemas.signedIn } }, ...open },
      async (request, reply) => {
        const until = await countCeremony(kit, request)
        if (until !== null) return sendTooMany(kit, reply, until)
        const completed = await takeCode(kit, request)
        if (completed === undefined) {
          context.metrics.signInsFailed.inc({ reason: 'not-accepted' })
          return sendProblem(reply, 'NOT_ACCEPTED')
        }
        return signIn(kit, context, request, reply, completed)
      },
    )
  }

interface Completed {
  purpose: EmailCode['purpose']
  mailboxId: string
}

/** Undefined for everything that is wrong: browser, code, time, number of guesses. */
async function takeCode(kit: Kit, request: FastifyRequest<{ Body: SentCode }>): Promise<Completed | undefined> {
  const { db, keyring, clock } = kit.deps
  const browserToken = kit.cookies.attempt.read(request.headers.cookie)
  if (browserToken === undefined) return undefined
  const found = await guessEmailCode(db, { browserToken, most: mostGuesses, now: clock() })
  if (found === undefined || !isRight(keyring, request.body.code, { ...found, boundTo: browserToken })) return undefined
  const { id, purpose, mailboxId, recoveryCodeId } = found
  if (mailboxId === null) return undefined
  return inTransaction(kit, async (transaction) => {
    if (!(await takeEmailCode(transaction, id))) return undefined
    if (purpose === 'password') return { purpose, mailboxId }
    const now = clock()
    if (recoveryCodeId === null || !(await useRecoveryCode(transaction, recoveryCodeId, now))) return undefined
    await endSessionsOf(transaction, mailboxId)
    await endEmailCodes(transaction, mailboxId)
    await forgetBrowsers(transaction, mailboxId)
    const stores = { db: transaction, keyring }
    await tellOwner(stores, await findKnownAddress(stores, mailboxId), 'recovered', now)
    return { purpose, mailboxId }
  })
}

async function signIn(
  kit: Kit,
  context: MailboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { purpose, mailboxId }: Completed,
): Promise<FastifyReply> {
  const { db, clock } = kit.deps
  const opening =
    purpose === 'recovery'
      ? ({ method: 'recovery', act: 'RECOVERED' } as const)
      : ({ method: 'password', act: 'SIGNED_IN' } as const)
  const session = await beginSession(context, request, reply, { mailboxId, level: 'PASSWORD', ...opening })
  if (session === undefined) return sendProblem(reply, 'NOT_ACCEPTED')
  await forgive(kit, request, mailboxId)
  const token = kit.cookies.known.read(request.headers.cookie)
  void reply.header('set-cookie', kit.cookies.known.set(await rememberBrowser(db, { token, mailboxId, now: clock() })))
  void reply.header('set-cookie', kit.cookies.attempt.clear())
  return reply.send({ returnTo: null, outcome: 'signed-in' } satisfies SignedIn)
}

async function forgive(kit: Kit, request: FastifyRequest, mailboxId: string): Promise<void> {
  const { db } = kit.deps
  const password = await findPasswordOfMailbox(db, mailboxId, null)
  if (password === undefined) return
  const token = kit.cookies.known.read(request.headers.cookie)
  const known =
    token !== undefined && (await isKnownBrowser(db, token, mailboxId)) ? `${mailboxId} ${token}` : undefined
  await forgiveGuess(kit, request, { account: password.addressHash.toString('hex'), known })
}
