import type { Database } from './database.ts'
import { hashIdentityNumber } from './recipient-seal.ts'
import type { Register } from './recipients.ts'
import { hashSubject } from './sign-in-seal.ts'

/** The open mailbox of the person with this national identity number, by its keyed hash. */
export async function findMailboxByIdentity({ db, keyring }: Register, number: string): Promise<string | undefined> {
  const row = await openMailboxes(db)
    .where('r.identity_hash', '=', hashIdentityNumber(keyring, number))
    .executeTakeFirst()
  return row?.id
}

/** The open mailbox of whom the operator has linked to a provider's name for a person. */
export async function findMailboxBySubject(
  { db, keyring }: Register,
  issuer: string,
  subject: string,
): Promise<string | undefined> {
  const row = await openMailboxes(db)
    .innerJoin('recipient_subject as s', 's.recipient_id', 'r.id')
    .where('s.issuer', '=', issuer)
    .where('s.subject', '=', hashSubject(keyring, issuer, subject))
    .executeTakeFirst()
  return row?.id
}

function openMailboxes(db: Database) {
  return db
    .selectFrom('mailbox as m')
    .innerJoin('recipient as r', 'r.id', 'm.recipient_id')
    .select('m.id')
    .where('m.active', '=', true)
}
