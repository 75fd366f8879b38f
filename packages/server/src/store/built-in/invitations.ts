import type { Database } from '../database.ts'
import { newId } from '../ids.ts'
import { profileOf } from '../recipient-seal.ts'
import type { Register } from '../recipients.ts'
import { hashToken } from '../tokens.ts'

export interface Invitation {
  id: string
  mailboxId: string
  /** When it is finished, what was set up before it goes. */
  replaces: boolean
  expiresAt: Date
}

/**
 * Invites the owner of a mailbox. An earlier invitation ends, with whatever was being set up by it. Run it in a
 * transaction.
 *
 * @returns whether there was an earlier one
 */
export async function invite(
  db: Database,
  invited: { mailboxId: string; codeHash: Buffer; replaces: boolean; now: Date; expiresAt: Date },
): Promise<boolean> {
  const earlier = await db
    .deleteFrom('invitation')
    .where('mailbox_id', '=', invited.mailboxId)
    .returning('expires_at')
    .executeTakeFirst()
  await db
    .insertInto('invitation')
    .values({
      id: newId(invited.now),
      mailbox_id: invited.mailboxId,
      code_hash: invited.codeHash,
      replaces: invited.replaces,
      created_at: invited.now,
      expires_at: invited.expiresAt,
    })
    .execute()
  return earlier !== undefined && earlier.expires_at > invited.now
}

/** Locked for the transaction, so that two browsers do not begin at once. */
export async function findInvitationByCode(
  { db, keyring }: Register,
  codeHash: Buffer,
  now: Date,
): Promise<(Invitation & { name: string; browserHash: Buffer | null }) | undefined> {
  const row = await db
    .selectFrom('invitation as i')
    .innerJoin('mailbox as m', 'm.id', 'i.mailbox_id')
    .innerJoin('recipient as r', 'r.id', 'm.recipient_id')
    .select(['i.id', 'i.mailbox_id', 'i.replaces', 'i.expires_at', 'i.browser_hash'])
    .select(['r.id as recipient_id', 'r.profile_encrypted'])
    .where('i.code_hash', '=', codeHash)
    .where('i.expires_at', '>', now)
    .where('m.active', '=', true)
    .forUpdate('i')
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, mailbox_id: mailboxId, replaces, expires_at: expiresAt, browser_hash: browserHash } = row
  const { name } = profileOf(keyring, row.recipient_id, row.profile_encrypted)
  return { id, mailboxId, replaces, expiresAt, browserHash, name }
}

/** The invitation by which the owner is setting up now. */
export async function findInvitation(db: Database, mailboxId: string, now: Date): Promise<Invitation | undefined> {
  const row = await db
    .selectFrom('invitation')
    .select(['id', 'mailbox_id', 'replaces', 'expires_at'])
    .where('mailbox_id', '=', mailboxId)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { id: row.id, mailboxId: row.mailbox_id, replaces: row.replaces, expiresAt: row.expires_at }
}

/** Another browser begins: what was set up in the one before may be somebody else's, and goes. */
export async function beginAfresh(
  db: Database,
  invitation: Pick<Invitation, 'id' | 'mailboxId'>,
  browserToken: string,
): Promise<void> {
  const { id, mailboxId } = invitation
  await db
    .updateTable('invitation')
    .set({ browser_hash: hashToken(browserToken) })
    .where('id', '=', id)
    .execute()
  for (const table of ['passkey', 'sign_in_password', 'recovery_code'] as const) {
    await db.deleteFrom(table).where('invitation_id', '=', id).execute()
  }
  await db.deleteFrom('proposed_password').where('mailbox_id', '=', mailboxId).execute()
}

/**
 * What was set up works from now on. With `replaces`, what there was before goes. The invitation is used up. Run it in
 * a transaction.
 *
 * @returns false when it has been finished or withdrawn meanwhile
 */
export async function finishInvitation(db: Database, invitation: Invitation): Promise<boolean> {
  const { id, mailboxId, replaces } = invitation
  const still = await db.selectFrom('invitation').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  if (still === undefined) return false
  const fresh = await db.selectFrom('sign_in_password').select('id').where('invitation_id', '=', id).executeTakeFirst()
  for (const table of ['passkey', 'sign_in_password', 'recovery_code'] as const) {
    const goes = replaces || (table === 'sign_in_password' && fresh !== undefined)
    if (goes)
      await db.deleteFrom(table).where('mailbox_id', '=', mailboxId).where('invitation_id', 'is', null).execute()
    await db.updateTable(table).set({ invitation_id: null }).where('invitation_id', '=', id).execute()
  }
  await db.deleteFrom('invitation').where('id', '=', id).execute()
  return true
}

/** Whether the owner can sign in by anything that has been set up. */
export async function hasSignInMethod(db: Database, mailboxId: string): Promise<boolean> {
  for (const table of ['passkey', 'sign_in_password'] as const) {
    const found = await db
      .selectFrom(table)
      .select('id')
      .where('mailbox_id', '=', mailboxId)
      .where('invitation_id', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (found !== undefined) return true
  }
  return false
}
