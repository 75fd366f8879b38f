import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Keyring } from '../../keys/keyring.ts'
import type { Database } from '../database.ts'
import { newId } from '../ids.ts'
import type { Register } from '../recipients.ts'
import { passkeySeal } from '../sign-in-seal.ts'

export interface Passkey {
  id: string
  name: string
  addedAt: Date
  lastUsedAt: Date | null
  credentialId: Buffer
  transports: string[]
}

/** A passkey with what is needed to check an answer of it. */
export interface PasskeyOnFile {
  id: string
  mailboxId: string
  publicKey: Buffer
  counter: number
  transports: string[]
  /** What the authenticator calls the owner. */
  handle: Buffer
}

const handleBytes = 32

/** What authenticators know the owner of a mailbox by: random, and the same for all passkeys of one mailbox. */
export async function passkeyHandle(db: Database, mailboxId: string): Promise<Buffer> {
  await db
    .insertInto('passkey_owner')
    .values({ mailbox_id: mailboxId, handle: randomBytes(handleBytes) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('passkey_owner')
    .select('handle')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirstOrThrow()
  return row.handle
}

/** Of the activation under way when there is one, else those that work; the oldest first. */
export async function listPasskeys(
  { db, keyring }: Register,
  mailboxId: string,
  invitationId: string | null,
): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'name_encrypted', 'created_at', 'last_used_at', 'credential_id', 'transports'])
    .where('mailbox_id', '=', mailboxId)
    .where('invitation_id', 'is not distinct from', invitationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: nameOf(keyring, { id: row.id, mailboxId }, row.name_encrypted),
    addedAt: row.created_at,
    lastUsedAt: row.last_used_at,
    credentialId: row.credential_id,
    transports: row.transports,
  }))
}

function nameOf(keyring: Keyring, passkey: { id: string; mailboxId: string }, sealed: Buffer | null): string {
  return sealed === null ? '' : passkeySeal(keyring, passkey).open('name_encrypted', sealed)
}

/** Undefined for one that is unknown, still being set up, or whose mailbox is closed. */
export async function findPasskey(db: Database, credentialId: Buffer): Promise<PasskeyOnFile | undefined> {
  const row = await db
    .selectFrom('passkey as p')
    .innerJoin('passkey_owner as o', 'o.mailbox_id', 'p.mailbox_id')
    .innerJoin('mailbox as m', 'm.id', 'p.mailbox_id')
    .select(['p.id', 'p.mailbox_id', 'p.public_key', 'p.counter', 'p.transports', 'o.handle'])
    .where('p.credential_id', '=', credentialId)
    .where('p.invitation_id', 'is', null)
    .where('m.active', '=', true)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, mailbox_id: mailboxId, public_key: publicKey, transports, handle } = row
  return { id, mailboxId, publicKey, counter: Number(row.counter), transports, handle }
}

export interface NewPasskey {
  mailboxId: string
  invitationId: string | null
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  transports: string[]
  backedUp: boolean
  name: string
  now: Date
}

/** @returns its id; undefined when the credential is registered already, whoever's it is */
export async function addPasskey({ db, keyring }: Register, passkey: NewPasskey): Promise<string | undefined> {
  const id = newId(passkey.now)
  const added = await db
    .insertInto('passkey')
    .values({
      id,
      mailbox_id: passkey.mailboxId,
      invitation_id: passkey.invitationId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      backed_up: passkey.backedUp,
      name_encrypted: passkeySeal(keyring, { id, mailboxId: passkey.mailboxId }).seal('name_encrypted', passkey.name),
      created_at: passkey.now,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return added?.id
}

/**
 * Notes that the passkey was used. Of two answers with one counter only the first is taken: a counter that does not
 * grow is a copy's. Authenticators that do not count say 0 every time.
 */
export async function usePasskey(
  db: Database,
  used: { id: string; counter: number; backedUp: boolean; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE passkey SET counter = ${used.counter}, backed_up = ${used.backedUp}, last_used_at = ${used.now}
    WHERE id = ${used.id} AND invitation_id IS NULL AND (counter < ${used.counter} OR (counter = 0 AND ${used.counter} = 0))
    RETURNING id`.execute(db)
  return rows.length > 0
}

export async function removePasskey(
  db: Database,
  which: { id: string; mailboxId: string; invitationId: string | null },
): Promise<boolean> {
  const removed = await db
    .deleteFrom('passkey')
    .where('id', '=', which.id)
    .where('mailbox_id', '=', which.mailboxId)
    .where('invitation_id', 'is not distinct from', which.invitationId)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}
