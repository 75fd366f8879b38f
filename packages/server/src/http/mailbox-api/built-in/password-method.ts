import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { readEmailAddress } from '../../../domain/built-in/email-address.ts'
import { writeEmailCode } from '../../../domain/built-in/one-time-code.ts'
import { normalisePassword, passwordProblem } from '../../../domain/built-in/password-rules.ts'
import { throttles } from '../../../domain/built-in/throttle.ts'
import { endEmailCodes } from '../../../store/built-in/email-codes.ts'
import {
  findPasswordOfAddress,
  findPasswordOfMailbox,
  guessProposal,
  keepPassword,
  proposePassword,
  type SealedPassword,
  takeProposal,
} from '../../../store/built-in/passwords.ts'
import { postEmail } from '../../../store/built-in/tell-owner.ts'
import { lockMailbox } from '../../../store/mailbox-owners.ts'
import { passwordSeal } from '../../../store/sign-in-seal.ts'
import type { EmailCode, PasswordSignIn, PasswordStarted } from '../built-in-contract.ts'
import type { MailboxContext } from '../mailbox-context.ts'
import { sendProblem } from '../problem.ts'
import {
  emailCodeLifetimeMs,
  emailCodeMinutes,
  hashAddress,
  hashEmailCode,
  isRight,
  mostGuesses,
  newEmailCode,
} from './codes.ts'
import { emailLanguageOf, inTransaction, type Kit } from './kit.ts'
import { type Changer, changerOf, sendMayNotChange } from './may-change.ts'
import { presentMethods } from './methods.ts'
import { addressBefore, noteChange } from './note-change.ts'
import { builtInSchemas as schemas } from './schemas.ts'
import { countBy, sendBusy, sendTooMany } from './throttling.ts'

/** POST /api/sign-in-methods/password, and …/confirm: an address and a password, kept once the address is shown to work. */
export const passwordMethod =
  (kit: Kit): FastifyPluginAsync<MailboxContext> =>
  async (app) => {
    const config = { sessions: 'any', extendsSession: true } as const
    const proposing = { schema: { body: schemas.passwordSignIn, response: { 202: schemas.passwordStarted } }, config }
    app.post<{ Body: PasswordSignIn }>('/api/sign-in-methods/password', proposing, async (request, reply) => {
      const changer = await changerOf(kit, request)
      if (changer === undefined) return sendMayNotChange(reply)
      return propose(kit, request, reply, changer)
    })

    const confirming = { schema: { body: schemas.emailCode, response: { 200: schemas.methods } }, config }
    app.post<{ Body: EmailCode }>('/api/sign-in-methods/password/confirm', confirming, async (request, reply) => {
      const changer = await changerOf(kit, request)
      if (changer === undefined) return sendMayNotChange(reply)
      const outcome = await confirm(kit, changer, request.body.code)
      if (outcome === 'wrong') return sendProblem(reply, 'NOT_ACCEPTED')
      if (outcome === 'taken') {
        return sendProblem(reply, 'FORBIDDEN', { detail: 'Another mailbox is signed in to with this address.' }, 409)
      }
      return reply.send(await presentMethods(kit, request))
    })
  }

async function propose(
  kit: Kit,
  request: FastifyRequest<{ Body: PasswordSignIn }>,
  reply: FastifyReply,
  { mailboxId, session, now }: Changer,
): Promise<FastifyReply> {
  const { keyring } = kit.deps
  const { emailAddress, password } = request.body
  const address = readEmailAddress(emailAddress)
  if (address === undefined) {
    return sendProblem(reply, 'INVALID_REQUEST', { detail: 'emailAddress must be an address such as kari@example.no' })
  }
  const detail = passwordProblem(password, [session.owner.name, address])
  if (detail !== undefined) return sendProblem(reply, 'INVALID_REQUEST', { detail })
  const addressHash = hashAddress(keyring, address)
  // By the mailbox and by the address: nobody is sent code after code, by one person or by many.
  const until =
    (await countBy(kit, throttles.newAddress, `mailbox ${mailboxId}`)) ??
    (await countBy(kit, throttles.newAddress, addressHash.toString('hex')))
  if (until !== null) return sendTooMany(kit, reply, until)
  const hashed = await kit.passwords.known.take(() => kit.passwords.hash(normalisePassword(password)), mailboxId)
  if (hashed === undefined) return sendBusy(kit, reply)
  const seal = passwordSeal(keyring, mailboxId)
  const [digits, language] = [newEmailCode(), emailLanguageOf(request)]
  const expiresAt = new Date(now.getTime() + emailCodeLifetimeMs)
  await inTransaction(kit, async (db) => {
    await proposePassword(db, {
      mailboxId,
      addressHash,
      addressEncrypted: seal.seal('address_encrypted', address),
      passwordEncrypted: seal.seal('password_encrypted', hashed.done),
      language,
      codeHash: hashEmailCode(keyring, digits, mailboxId),
      expiresAt,
    })
    const news = { kind: 'new-address', code: writeEmailCode(digits), minutes: emailCodeMinutes } as const
    await postEmail({ db, keyring }, { to: address, language, news }, { now, expiresAt })
  })
  return reply.code(202).send({ expiresAt: expiresAt.toISOString() } satisfies PasswordStarted)
}

async function confirm(kit: Kit, changer: Changer, code: string): Promise<'kept' | 'wrong' | 'taken'> {
  const { db, keyring } = kit.deps
  const { mailboxId, now } = changer
  // Counted before it is compared, and outside the transaction: a wrong guess stays counted.
  const proposed = await guessProposal(db, { mailboxId, most: mostGuesses, now })
  if (proposed === undefined) return 'wrong'
  if (!isRight(keyring, code, { codeHash: proposed.codeHash, boundTo: mailboxId })) return 'wrong'
  try {
    return await inTransaction(kit, async (transaction) => {
      await lockMailbox(transaction, mailboxId)
      const holder = await findPasswordOfAddress(transaction, proposed.addressHash)
      if (holder !== undefined && holder.mailboxId !== mailboxId) return 'taken'
      if (!(await takeProposal(transaction, mailboxId, proposed.codeHash))) return 'wrong'
      await keep(kit, transaction, changer, proposed)
      return 'kept'
    })
  } catch (error) {
    if (isAddressTaken(error)) return 'taken'
    throw error
  }
}

async function keep(kit: Kit, db: Kit['deps']['db'], changer: Changer, password: SealedPassword): Promise<void> {
  const { mailboxId, invitation, now } = changer
  const before = await findPasswordOfMailbox(db, mailboxId, null)
  const to = await addressBefore(kit, db, changer)
  await keepPassword(db, { ...password, mailboxId, invitationId: invitation?.id ?? null, now })
  const moved = invitation === null && before !== undefined && !before.addressHash.equals(password.addressHash)
  // What was begun with the old password cannot be completed.
  if (invitation === null) await endEmailCodes(db, mailboxId)
  await noteChange(kit, db, changer, {
    acts: moved ? ['PASSWORD_CHANGED', 'EMAIL_CHANGED'] : ['PASSWORD_CHANGED'],
    to,
    notice: moved ? 'address-changed' : 'password-changed',
  })
}

/** Two mailboxes confirmed one address at the same moment: the database took the first. */
export function isAddressTaken(error: unknown): boolean {
  return (error as { constraint?: string }).constraint === 'sign_in_password_address'
}
