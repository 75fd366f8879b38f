import type { EmailLanguage, EmailNews, SealedNews } from '../../domain/built-in/email-words.ts'
import type { Keyring } from '../../keys/keyring.ts'
import type { Database } from '../database.ts'
import { profileOf } from '../recipient-seal.ts'
import { emailSeal, passwordSeal } from '../sign-in-seal.ts'
import { writeOutgoing } from './outgoing-email.ts'
import { findPasswordOfMailbox } from './passwords.ts'

interface Stores {
  db: Database
  keyring: Keyring
}

/** A notice is worth sending for this long. */
const noticeLifetimeMs = 3 * 86_400_000

/** Seals an e-mail into the outbox, in the caller's transaction. A decoy lies there like any other and is never sent. */
export function postEmail(
  { db, keyring }: Stores,
  email: SealedNews,
  when: { now: Date; expiresAt: Date; decoy?: boolean },
): Promise<string> {
  const seal = (id: string): Buffer => emailSeal(keyring, id).seal('sealed', JSON.stringify(email))
  return writeOutgoing(db, { seal, decoy: when.decoy === true, now: when.now, expiresAt: when.expiresAt })
}

/** Where the owner of a mailbox can be told things. */
export interface KnownAddress {
  address: string
  language: EmailLanguage
}

/** The address that the owner signs in with, else the one that the operator has registered. */
export async function findKnownAddress({ db, keyring }: Stores, mailboxId: string): Promise<KnownAddress | undefined> {
  const password = await findPasswordOfMailbox(db, mailboxId, null)
  if (password !== undefined) {
    return {
      address: passwordSeal(keyring, mailboxId).open('address_encrypted', password.addressEncrypted),
      language: password.language as EmailLanguage,
    }
  }
  const row = await db
    .selectFrom('recipient as r')
    .innerJoin('mailbox as m', 'm.recipient_id', 'r.id')
    .select(['r.id', 'r.profile_encrypted'])
    .where('m.id', '=', mailboxId)
    .executeTakeFirst()
  const address = row === undefined ? null : profileOf(keyring, row.id, row.profile_encrypted).emailAddress
  return address === null ? undefined : { address, language: 'nb' }
}

/** Tells the owner what has changed. Says nothing where no address is known. */
export async function tellOwner(
  stores: Stores,
  to: KnownAddress | undefined,
  kind: Exclude<EmailNews, { code: string }>['kind'],
  now: Date,
): Promise<void> {
  if (to === undefined) return
  const expiresAt = new Date(now.getTime() + noticeLifetimeMs)
  await postEmail(stores, { to: to.address, language: to.language, news: { kind } }, { now, expiresAt })
}
