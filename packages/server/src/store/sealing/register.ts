import { sql } from 'kysely'
import type { Keyring } from '../../keys/keyring.ts'
import type { Database } from '../database.ts'
import { openNumber, sealNumbers, sealProfile } from '../recipient-seal.ts'
import { markSealed, unsealedParts } from './marks.ts'

const nil = '00000000-0000-0000-0000-000000000000'
const batch = 500

interface OlderRecipient {
  id: string
  kind: 'PERSON' | 'ORGANISATION'
  name: string
  name_key: string
  digipost_address: string | null
  birth_date: string | null
  address_line1: string | null
  address_line2: string | null
  postal_code: string | null
  city: string | null
  phone_number: string | null
  email_address: string | null
  identity_encrypted: Buffer | null
  bank_account_encrypted: Buffer | null
}

/**
 * Encrypts what an older version had in clear in the register, and gives its numbers hashes of their own purpose. It is
 * done before anybody is looked up, since a row is found by its new hashes alone; a process that dies goes on with what
 * is left at the next start. Two processes at once each take the rows that the other has not.
 *
 * @param notGenuine called with what a number threw that does not open: it stays as it is, and its owner is not found by it
 * @returns how many rows were sealed again now
 */
export async function sealRegister(
  db: Database,
  keyring: Keyring,
  notGenuine: (error: unknown) => void,
): Promise<number> {
  if (keyring.firstForm === undefined || !(await unsealedParts(db, keyring)).includes('register')) return 0
  let sealed = 0
  for (let after: string | undefined = nil; after !== undefined; ) {
    const rows: OlderRecipient[] = await sealBatch(db, keyring, after, notGenuine)
    sealed += rows.length
    after = rows.at(-1)?.id
  }
  await markSealed(db, keyring, ['register'])
  return sealed
}

function sealBatch(
  db: Database,
  keyring: Keyring,
  after: string,
  notGenuine: (error: unknown) => void,
): Promise<OlderRecipient[]> {
  return db.transaction().execute(async (inside) => {
    const { rows } = await sql<OlderRecipient>`
      SELECT * FROM recipient WHERE id > ${after}::uuid AND profile_encrypted IS NULL
      ORDER BY id LIMIT ${batch} FOR UPDATE`.execute(inside)
    if (rows.length > 0)
      await writeRows(
        inside,
        rows.map((row) => sealedAgain(keyring, row, notGenuine)),
      )
    return rows
  })
}

function sealedAgain(keyring: Keyring, row: OlderRecipient, notGenuine: (error: unknown) => void) {
  const { id } = row
  const number = (column: 'identity_encrypted' | 'bank_account_encrypted'): string | undefined => {
    try {
      return row[column] === null ? undefined : openNumber(keyring, id, column, row[column])
    } catch (error) {
      notGenuine(error)
      return undefined
    }
  }
  const profile = {
    name: row.name,
    digipostAddress: row.digipost_address,
    birthDate: row.birth_date,
    addressLine1: row.address_line1,
    addressLine2: row.address_line2,
    postalCode: row.postal_code,
    city: row.city,
    phoneNumber: row.phone_number,
    emailAddress: row.email_address,
  }
  return {
    id,
    ...sealProfile(keyring, id, profile, row.kind === 'PERSON' ? row.name_key : null),
    // What does not open is kept as it is.
    identity_encrypted: row.identity_encrypted ?? undefined,
    bank_account_encrypted: row.bank_account_encrypted ?? undefined,
    ...sealNumbers(keyring, id, {
      identityNumber: number('identity_encrypted'),
      bankAccount: number('bank_account_encrypted'),
    }),
  }
}

async function writeRows(db: Database, rows: readonly ReturnType<typeof sealedAgain>[]): Promise<void> {
  const column = (of: (row: ReturnType<typeof sealedAgain>) => Buffer | null | undefined) =>
    sql`${rows.map((row) => of(row) ?? null)}::bytea[]`
  await sql`
    UPDATE recipient r SET profile_encrypted = n.profile, digipost_address_hash = n.digipost_address,
      name_postal_code_hash = n.name_postal_code, name_birth_date_hash = n.name_birth_date,
      identity_hash = n.identity_hash, identity_encrypted = n.identity,
      bank_account_hash = n.bank_account_hash, bank_account_encrypted = n.bank_account,
      name = NULL, name_key = NULL, digipost_address = NULL, birth_date = NULL, address_line1 = NULL,
      address_line2 = NULL, postal_code = NULL, city = NULL, address_key = NULL, phone_number = NULL,
      email_address = NULL
    FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${column((row) => row.profile_encrypted)},
      ${column((row) => row.digipost_address_hash)}, ${column((row) => row.name_postal_code_hash)},
      ${column((row) => row.name_birth_date_hash)}, ${column((row) => row.identity_hash)},
      ${column((row) => row.identity_encrypted)}, ${column((row) => row.bank_account_hash)},
      ${column((row) => row.bank_account_encrypted)})
      AS n(id, profile, digipost_address, name_postal_code, name_birth_date, identity_hash, identity,
        bank_account_hash, bank_account)
    WHERE r.id = n.id`.execute(db)
}
