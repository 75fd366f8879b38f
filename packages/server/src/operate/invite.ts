import { randomBytes } from 'node:crypto'
import type { Config } from '../config/config.ts'
import { readEmailAddress } from '../domain/built-in/email-address.ts'
import type { EmailLanguage } from '../domain/built-in/email-words.ts'
import { codeBytes, readCode, writeCode } from '../domain/built-in/one-time-code.ts'
import type { Keyring } from '../keys/keyring.ts'
import { recordActivity } from '../store/activity.ts'
import { hasSignInMethod, invite } from '../store/built-in/invitations.ts'
import { endSessionsOf } from '../store/built-in/proofs.ts'
import { findKnownAddress, postEmail, tellOwner } from '../store/built-in/tell-owner.ts'
import type { Database } from '../store/database.ts'
import { lockMailbox } from '../store/mailbox-owners.ts'
import {
  findByDigipostAddress,
  findByIdentityNumber,
  findByOrganisationNumber,
  type Recipient,
} from '../store/recipients.ts'
import {
  digipostAddressProblem,
  emailAddressProblem,
  identityNumberChecks,
  organisationNumberChecks,
} from './input-checks.ts'
import { refuseInput, refuseProblems } from './operator-error.ts'
import type { Outcome } from './outcome.ts'
import { sendNow } from './send-now.ts'

export interface InviteInput {
  /** One of these three says who is invited. */
  personalIdentificationNumber?: string | undefined
  organisationNumber?: string | undefined
  digipostAddress?: string | undefined
  /** The code is sent there and not shown. */
  emailAddress?: string | undefined
  language: EmailLanguage
  validDays: number
  /** For somebody who has lost everything: sessions end now, old ways to sign in when the new ones are finished. */
  reset: boolean
}

export interface InviteOutcome extends Outcome {
  expiresAt: string
  /** Absent when they were sent. */
  code?: string
  link?: string
}

interface Place {
  db: Database
  keyring: Keyring
  config: Pick<Config, 'publicUrl' | 'signIn' | 'smtpUrl' | 'mailFrom' | 'operatorName' | 'operatorContact'>
}

const dayMs = 86_400_000
const longestDays = 90

/**
 * Makes the one-time code with which the owner of a mailbox sets up how to sign in. An earlier code ends.
 *
 * @throws OperatorError with everything that is wrong with the input, or why this mailbox cannot be invited
 */
export async function inviteOwner(place: Place, input: InviteInput, now: Date): Promise<InviteOutcome> {
  checkInput(place.config, input)
  const recipient = await findInvited(place, input)
  const { mailboxId, name } = requireMailbox(recipient)
  const code = writeCode(randomBytes(codeBytes))
  const link = `${place.config.publicUrl}/activate#${code}`
  const expiresAt = new Date(now.getTime() + input.validDays * dayMs)
  const done = await place.db.transaction().execute(async (db) => {
    await lockMailbox(db, mailboxId)
    refuseProblems([input.reset ? undefined : await alreadyIn(db, mailboxId, name)])
    const codeHash = place.keyring.hashFor('invitation', readCode(code) ?? '')
    const earlier = await invite(db, { mailboxId, codeHash, replaces: input.reset, now, expiresAt })
    await recordActivity({ db, mailboxId, level: null, now }, 'INVITED')
    if (input.reset) await reset({ ...place, db }, mailboxId, now)
    return { earlier, emailId: await post({ ...place, db }, input, { name, code, link, expiresAt, now }) }
  })
  const facts = [
    ...(done.earlier ? [`The code that ${name} had before no longer works.`] : []),
    ...(input.reset
      ? [`${name} was signed out everywhere; the old ways to sign in end when the new ones are set up.`]
      : []),
  ]
  const outcome = { outcome: 'added', warnings: warningsOf(place.config), expiresAt: expiresAt.toISOString() } as const
  if (done.emailId === undefined) {
    const told = `${name} can be given this code, which works until ${day(expiresAt)}: ${code}`
    return { ...outcome, facts: [...facts, told, `Or this link: ${link}`], code, link }
  }
  return { ...outcome, facts: [...facts, await sendNow(place, done.emailId, now)] }
}

function checkInput(config: Place['config'], input: InviteInput): void {
  const { personalIdentificationNumber: person, organisationNumber, digipostAddress, validDays } = input
  const named = [person, organisationNumber, digipostAddress].filter((one) => one !== undefined).length
  refuseInput([
    named === 1
      ? undefined
      : 'name who is invited by one of --personal-identification-number, --organisation-number and --digipost-address',
    person === undefined ? undefined : identityNumberChecks(person).problem,
    organisationNumber === undefined ? undefined : organisationNumberChecks(organisationNumber).problem,
    digipostAddress === undefined ? undefined : digipostAddressProblem(digipostAddress),
    Number.isInteger(validDays) && validDays >= 1 && validDays <= longestDays
      ? undefined
      : `--valid-days must be a whole number from 1 to ${longestDays}`,
    config.publicUrl === undefined
      ? 'BREVDUE_PUBLIC_URL must be set as it is for the server: the link leads there'
      : undefined,
    ...emailProblems(config, input.emailAddress),
  ])
}

function emailProblems({ smtpUrl, mailFrom }: Place['config'], address: string | undefined): string[] {
  if (address === undefined) return []
  const problem = emailAddressProblem('--e-mail', address)
  const problems = problem === undefined ? [] : [problem]
  if (smtpUrl === undefined || mailFrom === undefined) {
    problems.push('--e-mail needs BREVDUE_SMTP_URL and BREVDUE_MAIL_FROM, which say how e-mail is sent')
  }
  return problems
}

function findInvited(place: Place, input: InviteInput): Promise<Recipient | undefined> {
  const { personalIdentificationNumber: person, organisationNumber, digipostAddress = '' } = input
  if (person !== undefined) return findByIdentityNumber(place, person)
  if (organisationNumber !== undefined) return findByOrganisationNumber(place, organisationNumber)
  return findByDigipostAddress(place, digipostAddress)
}

function requireMailbox(recipient: Recipient | undefined): { mailboxId: string; name: string } {
  const mailboxId = recipient?.mailboxId ?? ''
  refuseProblems([
    recipient === undefined
      ? 'nobody is registered by that; `brevdue add-person` and `brevdue add-organisation` register'
      : undefined,
    recipient !== undefined && mailboxId === ''
      ? `${recipient.name} has no mailbox; \`brevdue add-person\` or \`brevdue add-organisation\` without --no-mailbox makes one`
      : undefined,
  ])
  return { mailboxId, name: recipient?.name ?? '' }
}

async function alreadyIn(db: Database, mailboxId: string, name: string): Promise<string | undefined> {
  if (!(await hasSignInMethod(db, mailboxId))) return undefined
  return `${name} has set up how to sign in already. If everything is lost, and you are sure who asks: --reset signs ${name} out everywhere, and what was set up ends when the new code has been used`
}

/** A lost or stolen device is signed in somewhere: that ends at once, and the owner hears of it. */
async function reset(place: Place, mailboxId: string, now: Date): Promise<void> {
  await endSessionsOf(place.db, mailboxId)
  await recordActivity({ db: place.db, mailboxId, level: null, now }, 'SESSION_ENDED')
  if (place.config.smtpUrl === undefined) return
  await tellOwner(place, await findKnownAddress(place, mailboxId), 'invited-again', now)
}

/** @returns the e-mail's id, or undefined when the operator hands the code over */
async function post(
  place: Place,
  { emailAddress, language, validDays }: InviteInput,
  sent: { name: string; code: string; link: string; expiresAt: Date; now: Date },
): Promise<string | undefined> {
  if (emailAddress === undefined) return undefined
  const { name, code, link, expiresAt, now } = sent
  const { operatorName: operator, operatorContact: contact } = place.config
  const to = readEmailAddress(emailAddress) ?? ''
  const news = { kind: 'invitation', code, link, days: validDays, name, operator, contact } as const
  return postEmail(place, { to, language, news }, { now, expiresAt })
}

function warningsOf({ signIn }: Place['config']): string[] {
  if (signIn === 'built-in') return []
  return ['BREVDUE_SIGN_IN is not built-in here: the code works on a server where it is']
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
