import { type RawBuilder, sql } from 'kysely'
import type { Keyring } from '../keys/keyring.ts'
import type { Database } from './database.ts'
import {
  hashBankAccount,
  hashDigipostAddress,
  hashIdentityNumber,
  hashNameAndBirthDate,
  hashNameAndPostalCode,
  type Profile,
  profileOf,
} from './recipient-seal.ts'

/** Somebody a letter can be addressed to. */
export interface Recipient extends Profile {
  id: string
  kind: 'PERSON' | 'ORGANISATION'
  /** null: no mailbox, or one that is closed, which is the same to a sender (protocol 6.8). */
  mailboxId: string | null
}

/** Where people are looked up: the database, and the keys of the hashes that find them. */
export interface Register {
  db: Database
  keyring: Keyring
}

export function findByIdentityNumber(register: Register, number: string): Promise<Recipient | undefined> {
  return first(register, sql`r.identity_hash = ${hashIdentityNumber(register.keyring, number)}`)
}

export function findByOrganisationNumber(register: Register, number: string): Promise<Recipient | undefined> {
  return first(register, sql`r.organisation_number = ${number}`)
}

/** Capital letters or not. */
export function findByDigipostAddress(register: Register, address: string): Promise<Recipient | undefined> {
  return first(register, sql`r.digipost_address_hash = ${hashDigipostAddress(register.keyring, address)}`)
}

export function findByBankAccount(register: Register, number: string): Promise<Recipient | undefined> {
  return first(register, sql`r.bank_account_hash = ${hashBankAccount(register.keyring, number)}`)
}

/** People who share first and last name and live in that postal code, or were born that day. */
export function findByName(
  register: Register,
  { nameKey, postalCode, birthDate }: { nameKey: string; postalCode: string; birthDate: string | undefined },
): Promise<Recipient[]> {
  const { keyring } = register
  const born =
    birthDate === undefined
      ? sql``
      : sql`OR r.name_birth_date_hash = ${hashNameAndBirthDate(keyring, nameKey, birthDate)}`
  return select(register, sql`r.name_postal_code_hash = ${hashNameAndPostalCode(keyring, nameKey, postalCode)} ${born}`)
}

async function first(register: Register, condition: RawBuilder<unknown>): Promise<Recipient | undefined> {
  return (await select(register, condition))[0]
}

async function select({ db, keyring }: Register, condition: RawBuilder<unknown>): Promise<Recipient[]> {
  const { rows } = await sql<Pick<Recipient, 'id' | 'kind' | 'mailboxId'> & { sealed: Buffer | null }>`
    SELECT r.id, r.kind, r.profile_encrypted AS sealed, m.id AS "mailboxId"
    FROM recipient r LEFT JOIN mailbox m ON m.recipient_id = r.id AND m.active
    WHERE ${condition} LIMIT 1000`.execute(db)
  return rows.map(({ sealed, ...row }) => ({ ...row, ...profileOf(keyring, row.id, sealed) }))
}
