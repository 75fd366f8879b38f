import type { FastifyReply, FastifyRequest } from 'fastify'
import { readEmailAddress } from '../../../domain/built-in/email-address.ts'
import { readCode, writeEmailCode } from '../../../domain/built-in/one-time-code.ts'
import { normalisePassword } from '../../../domain/built-in/password-rules.ts'
import { isOutdated } from '../../../keys/password-hash.ts'
import { keepEmailCode } from '../../../store/built-in/email-codes.ts'
import { isKnownBrowser } from '../../../store/built-in/known-browsers.ts'
import { findPasswordOfAddress, rehashPassword, type StoredPassword } from '../../../store/built-in/passwords.ts'
import { findRecoveryCode } from '../../../store/built-in/recovery-codes.ts'
import { postEmail } from '../../../store/built-in/tell-owner.ts'
import { passwordSeal } from '../../../store/sign-in-seal.ts'
import { newToken } from '../../../store/tokens.ts'
import type { PasswordStarted } from '../built-in-contract.ts'
import {
  emailCodeLifetimeMs,
  emailCodeMinutes,
  hashAddress,
  hashEmailCode,
  hashLink,
  hashRecoveryCode,
  newEmailCode,
} from './codes.ts'
import { emailLanguageOf, inTransaction, type Kit, noMailbox } from './kit.ts'
import { countGuess, type Guesser, sendBusy, sendTooMany, takeBackGuess } from './throttling.ts'

export interface PasswordGiven {
  emailAddress: string
  password: string
  recoveryCode?: string
}

/**
 * The first half of a sign-in by password, or of a recovery. Whether anything is right is told to nobody: the same
 * questions are asked, a hash is computed, a code is kept and an e-mail is written in every case; where something was
 * wrong, the code has no mailbox and the e-mail is a decoy that is never sent.
 */
export async function startWithPassword(
  kit: Kit,
  request: FastifyRequest,
  reply: FastifyReply,
  given: PasswordGiven,
): Promise<FastifyReply> {
  const { db, keyring } = kit.deps
  const address = readEmailAddress(given.emailAddress)
  const addressHash = hashAddress(keyring, address ?? `no address: ${given.emailAddress}`)
  const account = await findPasswordOfAddress(db, addressHash)
  const guesser = await guesserOf(kit, request, addressHash, account)
  const until = await countGuess(kit, request, guesser)
  if (until !== null) return sendTooMany(kit, reply, until)

  const check = () => checkPassword(kit, account, normalisePassword(given.password))
  const checked =
    guesser.known === undefined
      ? // Where the network cannot be told, at least one address does not lock out another.
        await kit.passwords.strangers.take(check, kit.networkOf(request) ?? guesser.account)
      : await kit.passwords.known.take(check, account?.mailboxId)
  if (checked === undefined) {
    await takeBackGuess(kit, request, guesser)
    return sendBusy(kit, reply)
  }
  const recoveryCodeId = await recoveryCodeOf(kit, account, given.recoveryCode)
  const right = checked.done && recoveryCodeId !== undefined ? account : undefined
  return begin(kit, request, reply, { account: right, recoveryCodeId, address: address ?? '' })
}

/** One hash, whether or not somebody has the address; one more when it was made at an older cost. */
async function checkPassword(
  { deps, passwords }: Kit,
  account: StoredPassword | undefined,
  password: string,
): Promise<boolean> {
  const seal = passwordSeal(deps.keyring, account?.mailboxId ?? noMailbox)
  const hashed = seal.open('password_encrypted', account?.passwordEncrypted ?? passwords.sealedDecoy)
  const right = await passwords.check(password, hashed)
  if (!right || account === undefined) return false
  if (isOutdated(hashed, passwords.cost)) {
    await rehashPassword(deps.db, account, seal.seal('password_encrypted', await passwords.hash(password)))
  }
  return true
}

async function guesserOf(
  { deps, cookies }: Kit,
  request: FastifyRequest,
  addressHash: Buffer,
  account: StoredPassword | undefined,
): Promise<Guesser> {
  const token = cookies.known.read(request.headers.cookie)
  const mailboxId = account?.mailboxId ?? noMailbox
  const known = token !== undefined && (await isKnownBrowser(deps.db, token, mailboxId))
  return { account: addressHash.toString('hex'), known: known ? `${mailboxId} ${token}` : undefined }
}

/** Null at an ordinary sign-in, which needs none; undefined when the mailbox has no such code (any more). */
async function recoveryCodeOf(
  { deps }: Kit,
  account: StoredPassword | undefined,
  typed: string | undefined,
): Promise<string | null | undefined> {
  if (typed === undefined) return null
  const mailboxId = account?.mailboxId ?? noMailbox
  return findRecoveryCode(deps.db, {
    mailboxId,
    codeHash: hashRecoveryCode(deps.keyring, mailboxId, readCode(typed) ?? ''),
  })
}

async function begin(
  kit: Kit,
  request: FastifyRequest,
  reply: FastifyReply,
  begun: { account: StoredPassword | undefined; recoveryCodeId: string | null | undefined; address: string },
): Promise<FastifyReply> {
  const { keyring, clock, config } = kit.deps
  const { account, recoveryCodeId, address } = begun
  const now = clock()
  const expiresAt = new Date(now.getTime() + emailCodeLifetimeMs)
  const [browserToken, linkToken, digits] = [newToken(), newToken(), newEmailCode()]
  await inTransaction(kit, async (transaction) => {
    await keepEmailCode(transaction, {
      purpose: recoveryCodeId === null ? 'password' : 'recovery',
      mailboxId: account?.mailboxId ?? null,
      recoveryCodeId: account === undefined ? null : (recoveryCodeId ?? null),
      browserToken,
      codeHash: hashEmailCode(keyring, digits, browserToken),
      linkHash: hashLink(keyring, linkToken),
      now,
      expiresAt,
    })
    const news = {
      kind: recoveryCodeId === null ? 'sign-in' : 'recovery',
      code: writeEmailCode(digits),
      link: `${config.publicUrl}/sign-in/link#${linkToken}`,
      minutes: emailCodeMinutes,
    } as const
    const email = { to: address, language: emailLanguageOf(request), news }
    await postEmail({ db: transaction, keyring }, email, { now, expiresAt, decoy: account === undefined })
  })
  reply.header('set-cookie', kit.cookies.attempt.set(browserToken))
  return reply.code(202).send({ expiresAt: expiresAt.toISOString() } satisfies PasswordStarted)
}
