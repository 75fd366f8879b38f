import type { Database } from './database.ts'
import { profileOf } from './recipient-seal.ts'
import type { Register } from './recipients.ts'

export interface MailboxOwner {
  /** Of the recipient. */
  id: string
  name: string
  kind: 'PERSON' | 'ORGANISATION'
  digipostAddress: string | null
}

/** The sandbox's page offers this many; whoever has more demo people signs in by another way. */
const mostOffered = 500

/** Who has a mailbox, the oldest first. */
export async function listMailboxOwners({ db, keyring }: Register): Promise<MailboxOwner[]> {
  const rows = await db
    .selectFrom('mailbox as m')
    .innerJoin('recipient as r', 'r.id', 'm.recipient_id')
    .select(['r.id', 'r.kind', 'r.profile_encrypted'])
    .where('m.active', '=', true)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .limit(mostOffered)
    .execute()
  return rows.map(({ id, kind, profile_encrypted: sealed }) => {
    const { name, digipostAddress } = profileOf(keyring, id, sealed)
    return { id, name, kind, digipostAddress }
  })
}

export async function findMailboxOf(db: Database, recipientId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('mailbox')
    .select('id')
    .where('recipient_id', '=', recipientId)
    .where('active', '=', true)
    .executeTakeFirst()
  return row?.id
}

/** Until the transaction ends nobody else changes how this mailbox is signed in to. */
export async function lockMailbox(db: Database, mailboxId: string): Promise<void> {
  await db.selectFrom('mailbox').select('id').where('id', '=', mailboxId).forUpdate().execute()
}
