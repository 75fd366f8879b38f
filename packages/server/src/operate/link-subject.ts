import { recordActivity } from '../store/activity.ts'
import type { Database } from '../store/database.ts'
import { findByDigipostAddress, type Register } from '../store/recipients.ts'
import { hashSubject } from '../store/sign-in-seal.ts'
import { digipostAddressProblem, issuerProblem, textProblem } from './input-checks.ts'
import { OperatorError, refuseInput, refuseProblems } from './operator-error.ts'
import type { Outcome } from './outcome.ts'

export interface SubjectLink {
  /** The provider, as BREVDUE_OIDC_ISSUER names it. */
  issuer: string | undefined
  /** What the provider calls the person: the claim that BREVDUE_OIDC_PERSON_CLAIM names. */
  subject: string
  digipostAddress: string
}

/**
 * Says who a provider's name for a person is, for providers that tell no national identity number
 * (BREVDUE_OIDC_PERSON=subject). A subject is never moved from one recipient to another: that would give away a mailbox.
 *
 * @throws OperatorError when the recipient is unknown, or the subject is somebody else
 */
export async function linkSubject(register: Register, link: SubjectLink, now: Date): Promise<Outcome> {
  const { issuer, subject, digipostAddress } = link
  refuseInput([
    issuer === undefined ? '--issuer is missing, and BREVDUE_OIDC_ISSUER is not set either' : issuerProblem(issuer),
    textProblem('--subject', subject, 255),
    digipostAddressProblem(digipostAddress),
  ])
  const { db } = register
  const recipient = await findByDigipostAddress(register, digipostAddress)
  if (recipient === undefined) {
    throw new OperatorError([
      `--digipost-address ${digipostAddress} is nobody's; \`brevdue add-person\` registers people`,
    ])
  }
  const key = { issuer: issuer ?? '', subject: hashSubject(register.keyring, issuer ?? '', subject) }
  const made = await insertLink(db, key, recipient, now)
  if (!made) await refuseAnother(db, key, subject, recipient.id)
  return {
    outcome: made ? 'added' : 'unchanged',
    facts: [`${subject} at ${key.issuer} is ${recipient.name}.`],
    warnings: recipient.mailboxId === null ? [`${recipient.name} has no mailbox to sign in to`] : [],
  }
}

/** As it is stored: the subject as its keyed hash. */
interface Key {
  issuer: string
  subject: string
}

/** The owner sees that somebody can sign in in a new way. @returns whether it is new */
function insertLink(db: Database, key: Key, to: { id: string; mailboxId: string | null }, now: Date): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const made = await transaction
      .insertInto('recipient_subject')
      .values({ ...key, recipient_id: to.id, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('recipient_id')
      .executeTakeFirst()
    if (made !== undefined && to.mailboxId !== null) {
      await recordActivity({ db: transaction, mailboxId: to.mailboxId, level: null, now }, 'SUBJECT_LINKED')
    }
    return made !== undefined
  })
}

async function refuseAnother(db: Database, key: Key, subject: string, recipientId: string): Promise<void> {
  const row = await db
    .selectFrom('recipient_subject')
    .select('recipient_id')
    .where('issuer', '=', key.issuer)
    .where('subject', '=', key.subject)
    .executeTakeFirst()
  if (row?.recipient_id === recipientId) return
  refuseProblems([`--subject ${subject} is somebody else at this issuer already; a subject is never given to another`])
}
