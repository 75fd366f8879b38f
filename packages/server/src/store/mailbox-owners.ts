import type { Database } from './database.ts'

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
export async function listMailboxOwners(db: Database): Promise<MailboxOwner[]> {
  const rows = await db
    .selectFrom('mailbox as m')
    .innerJoin('recipient as r', 'r.id', 'm.recipient_id')
    .select(['r.id', 'r.name', 'r.kind', 'r.digipost_address'])
    .where('m.active', '=', true)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .limit(mostOffered)
    .execute()
  return rows.map((row) => ({ id: row.id, name: row.name, kind: row.kind, digipostAddress: row.digipost_address }))
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
