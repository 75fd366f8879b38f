import { type RawBuilder, sql } from 'kysely'
import type { Database } from './database.ts'

/** Somebody a letter can be addressed to. */
export interface Recipient {
  id: string
  kind: 'PERSON' | 'ORGANISATION'
  name: string
  /** Also the handle of a person without a mailbox. */
  digipostAddress: string | null
  /** YYYY-MM-DD */
  birthDate: string | null
  postalCode: string | null
  addressKey: string | null
  phoneNumber: string | null
  emailAddress: string | null
  /** null: no mailbox, or one that is closed, which is the same to a sender (protocol 6.8). */
  mailboxId: string | null
}

export function findByIdentityHash(db: Database, hash: Buffer): Promise<Recipient | undefined> {
  return first(db, sql`r.identity_hash = ${hash}`)
}

export function findByOrganisationNumber(db: Database, number: string): Promise<Recipient | undefined> {
  return first(db, sql`r.organisation_number = ${number}`)
}

export function findByDigipostAddress(db: Database, address: string): Promise<Recipient | undefined> {
  // The index is on lower() of PostgreSQL, so the question is lowered there too.
  return first(db, sql`lower(r.digipost_address) = lower(${address})`)
}

export function findByBankAccountHash(db: Database, hash: Buffer): Promise<Recipient | undefined> {
  return first(db, sql`r.bank_account_hash = ${hash}`)
}

/** People who share first and last name and live in that postal code, or were born that day. */
export function findByName(
  db: Database,
  question: { nameKey: string; postalCode: string; birthDate: string | undefined },
): Promise<Recipient[]> {
  const born = question.birthDate === undefined ? sql`` : sql`OR r.birth_date = ${question.birthDate}::date`
  return select(
    db,
    sql`r.kind = 'PERSON' AND r.name_key = ${question.nameKey}
    AND (r.postal_code = ${question.postalCode} ${born})`,
  )
}

async function first(db: Database, condition: RawBuilder<unknown>): Promise<Recipient | undefined> {
  return (await select(db, condition))[0]
}

async function select(db: Database, condition: RawBuilder<unknown>): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    SELECT r.id, r.kind, r.name, r.digipost_address AS "digipostAddress", r.birth_date AS "birthDate",
      r.postal_code AS "postalCode", r.address_key AS "addressKey", r.phone_number AS "phoneNumber",
      r.email_address AS "emailAddress", m.id AS "mailboxId"
    FROM recipient r LEFT JOIN mailbox m ON m.recipient_id = r.id AND m.active
    WHERE ${condition} LIMIT 1000`.execute(db)
  return rows
}
