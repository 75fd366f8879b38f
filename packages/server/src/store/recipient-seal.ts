import type { Keyring } from '../keys/keyring.ts'
import type { RowSeal } from '../keys/row-seal.ts'

/** Who a recipient is and how they are reached: encrypted as one. */
export interface Profile {
  name: string
  /** Also the handle of a person without a mailbox. */
  digipostAddress: string | null
  /** YYYY-MM-DD */
  birthDate: string | null
  addressLine1: string | null
  addressLine2: string | null
  postalCode: string | null
  city: string | null
  phoneNumber: string | null
  emailAddress: string | null
}

export const emptyProfile: Omit<Profile, 'name'> = {
  digipostAddress: null,
  birthDate: null,
  addressLine1: null,
  addressLine2: null,
  postalCode: null,
  city: null,
  phoneNumber: null,
  emailAddress: null,
}

function recipientSeal(keyring: Keyring, id: string): RowSeal {
  return keyring.row({ table: 'recipient', id })
}

export interface ProfileColumns {
  profile_encrypted: Buffer
  digipost_address_hash: Buffer | null
  name_postal_code_hash: Buffer | null
  name_birth_date_hash: Buffer | null
}

/** @param nameKey first and last name of a person, by which people are found; null for an organisation */
export function sealProfile(keyring: Keyring, id: string, profile: Profile, nameKey: string | null): ProfileColumns {
  const { digipostAddress, postalCode, birthDate } = profile
  const named = (hash: NameHash, other: string | null) =>
    nameKey === null || other === null ? null : hash(keyring, nameKey, other)
  return {
    profile_encrypted: recipientSeal(keyring, id).seal('profile_encrypted', JSON.stringify(profile)),
    digipost_address_hash: digipostAddress === null ? null : hashDigipostAddress(keyring, digipostAddress),
    name_postal_code_hash: named(hashNameAndPostalCode, postalCode),
    name_birth_date_hash: named(hashNameAndBirthDate, birthDate),
  }
}

/** @throws SealError when it does not open */
export function profileOf(keyring: Keyring, id: string, sealed: Buffer | null): Profile {
  return JSON.parse(recipientSeal(keyring, id).open('profile_encrypted', sealed ?? Buffer.of())) as Profile
}

export interface NumberColumns {
  identity_hash?: Buffer
  identity_encrypted?: Buffer
  bank_account_hash?: Buffer
  bank_account_encrypted?: Buffer
}

/** Of those that are given. */
export function sealNumbers(
  keyring: Keyring,
  id: string,
  { identityNumber, bankAccount }: { identityNumber?: string | undefined; bankAccount?: string | undefined },
): NumberColumns {
  const seal = recipientSeal(keyring, id)
  return {
    ...(identityNumber !== undefined && {
      identity_hash: hashIdentityNumber(keyring, identityNumber),
      identity_encrypted: seal.seal('identity_encrypted', identityNumber),
    }),
    ...(bankAccount !== undefined && {
      bank_account_hash: hashBankAccount(keyring, bankAccount),
      bank_account_encrypted: seal.seal('bank_account_encrypted', bankAccount),
    }),
  }
}

/** @throws SealError when it does not open */
export function openNumber(
  keyring: Keyring,
  id: string,
  column: 'identity_encrypted' | 'bank_account_encrypted',
  sealed: Buffer,
): string {
  return recipientSeal(keyring, id).open(column, sealed)
}

type NameHash = (keyring: Keyring, nameKey: string, other: string) => Buffer

export const hashNameAndPostalCode: NameHash = (keyring, nameKey, postalCode) =>
  keyring.hashFor('name and postal code', `${nameKey}\n${postalCode}`)

export const hashNameAndBirthDate: NameHash = (keyring, nameKey, birthDate) =>
  keyring.hashFor('name and birth date', `${nameKey}\n${birthDate}`)

export const hashDigipostAddress = (keyring: Keyring, address: string): Buffer =>
  keyring.hashFor('digipost address', address.toLowerCase())

export const hashIdentityNumber = (keyring: Keyring, number: string): Buffer =>
  keyring.hashFor('national identity number', number)

export const hashBankAccount = (keyring: Keyring, number: string): Buffer => keyring.hashFor('bank account', number)
