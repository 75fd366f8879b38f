import type { Database } from '../database.ts'
import { newId } from '../ids.ts'

/** An address and password as they lie in the database. */
export interface SealedPassword {
  addressHash: Buffer
  addressEncrypted: Buffer
  passwordEncrypted: Buffer
  /** For what is sent to the address. */
  language: string
}

export interface StoredPassword extends SealedPassword {
  mailboxId: string
  changedAt: Date
}

const columns = [
  'p.mailbox_id',
  'p.address_hash',
  'p.address_encrypted',
  'p.password_encrypted',
  'p.language',
  'p.changed_at',
] as const

/** Whoever signs in with this address; undefined for nobody, and for a mailbox that is closed. */
export async function findPasswordOfAddress(db: Database, addressHash: Buffer): Promise<StoredPassword | undefined> {
  const row = await db
    .selectFrom('sign_in_password as p')
    .innerJoin('mailbox as m', 'm.id', 'p.mailbox_id')
    .select(columns)
    .where('p.address_hash', '=', addressHash)
    .where('p.invitation_id', 'is', null)
    .where('m.active', '=', true)
    .executeTakeFirst()
  return row === undefined ? undefined : read(row)
}

/** Of the activation under way when there is one, else the one that works. */
export async function findPasswordOfMailbox(
  db: Database,
  mailboxId: string,
  invitationId: string | null,
): Promise<StoredPassword | undefined> {
  const row = await db
    .selectFrom('sign_in_password as p')
    .select(columns)
    .where('p.mailbox_id', '=', mailboxId)
    .where('p.invitation_id', 'is not distinct from', invitationId)
    .executeTakeFirst()
  return row === undefined ? undefined : read(row)
}

function read(row: {
  mailbox_id: string
  address_hash: Buffer
  address_encrypted: Buffer
  password_encrypted: Buffer
  language: string
  changed_at: Date
}): StoredPassword {
  return {
    mailboxId: row.mailbox_id,
    addressHash: row.address_hash,
    addressEncrypted: row.address_encrypted,
    passwordEncrypted: row.password_encrypted,
    language: row.language,
    changedAt: row.changed_at,
  }
}

/** Takes the place of the mailbox's password, or of the one of the activation under way. Run it in a transaction. */
export async function keepPassword(
  db: Database,
  kept: SealedPassword & { mailboxId: string; invitationId: string | null; now: Date },
): Promise<void> {
  await db
    .deleteFrom('sign_in_password')
    .where('mailbox_id', '=', kept.mailboxId)
    .where('invitation_id', 'is not distinct from', kept.invitationId)
    .execute()
  await db
    .insertInto('sign_in_password')
    .values({
      id: newId(kept.now),
      mailbox_id: kept.mailboxId,
      invitation_id: kept.invitationId,
      address_hash: kept.addressHash,
      address_encrypted: kept.addressEncrypted,
      password_encrypted: kept.passwordEncrypted,
      language: kept.language,
      changed_at: kept.now,
    })
    .execute()
}

/** The same password, hashed at today's cost, unless it was changed meanwhile. */
export async function rehashPassword(db: Database, before: StoredPassword, passwordEncrypted: Buffer): Promise<void> {
  await db
    .updateTable('sign_in_password')
    .set({ password_encrypted: passwordEncrypted })
    .where('mailbox_id', '=', before.mailboxId)
    .where('password_encrypted', '=', before.passwordEncrypted)
    .execute()
}

/** Waits for the code that goes to its address; takes the place of an earlier proposal. */
export async function proposePassword(
  db: Database,
  proposed: SealedPassword & { mailboxId: string; codeHash: Buffer; expiresAt: Date },
): Promise<void> {
  const values = {
    address_hash: proposed.addressHash,
    address_encrypted: proposed.addressEncrypted,
    password_encrypted: proposed.passwordEncrypted,
    language: proposed.language,
    code_hash: proposed.codeHash,
    guesses: 0,
    expires_at: proposed.expiresAt,
  }
  await db
    .insertInto('proposed_password')
    .values({ mailbox_id: proposed.mailboxId, ...values })
    .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet(values))
    .execute()
}

/** Counts a guess at the code of the proposal; undefined when there is none, or it has been guessed at too often. */
export async function guessProposal(
  db: Database,
  asked: { mailboxId: string; most: number; now: Date },
): Promise<(SealedPassword & { codeHash: Buffer }) | undefined> {
  const row = await db
    .updateTable('proposed_password')
    .set(({ eb }) => ({ guesses: eb('guesses', '+', 1) }))
    .where('mailbox_id', '=', asked.mailboxId)
    .where('expires_at', '>', asked.now)
    .where('guesses', '<', asked.most)
    .returning(['address_hash', 'address_encrypted', 'password_encrypted', 'language', 'code_hash'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    addressHash: row.address_hash,
    addressEncrypted: row.address_encrypted,
    passwordEncrypted: row.password_encrypted,
    language: row.language,
    codeHash: row.code_hash,
  }
}

/** @returns false when it is gone: of two requests with one code only the first is served */
export async function takeProposal(db: Database, mailboxId: string, codeHash: Buffer): Promise<boolean> {
  const taken = await db
    .deleteFrom('proposed_password')
    .where('mailbox_id', '=', mailboxId)
    .where('code_hash', '=', codeHash)
    .returning('mailbox_id')
    .executeTakeFirst()
  return taken !== undefined
}
