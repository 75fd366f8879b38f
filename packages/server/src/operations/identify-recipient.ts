import {
  checkBankAccountNumber,
  checkOrganisationNumber,
  checkPersonalIdentificationNumber,
  type Identification,
  type IdentificationResult,
} from '@brevdue/protocol'
import { type Addressee, addresseeOf, addresseeProblems, type Identified } from '../domain/addressee.ts'
import { matching, nameKey } from '../domain/name-and-address.ts'
import type { Account } from '../store/accounts.ts'
import type { Recipient } from '../store/recipients.ts'
import type { SenderStore } from '../store/sender-store.ts'
import { refuse } from './refuse.ts'

/** What finding a recipient needs. */
export interface RegisterDeps {
  store: SenderStore
}

/** An xsd:date of the years 1 to 9999, without its zone. */
const calendarDay = /^(?!0000)\d{4}-\d\d-\d\d(?!\d)/

/** Whom the register has for this addressee. A name that fits several people is nobody. */
export async function findRecipient(deps: RegisterDeps, addressee: Addressee): Promise<Identified<Recipient>> {
  const { store } = deps
  switch (addressee.by) {
    case 'personal-identification-number':
      return one(await store.findByIdentityNumber(addressee.value))
    case 'organisation-number':
      return one(await store.findByOrganisationNumber(addressee.value))
    case 'digipost-address':
      return one(await store.findByDigipostAddress(addressee.value.trim()))
    case 'bank-account-number':
      return one(await store.findByBankAccount(addressee.value))
    case 'name-and-address': {
      const { fullname, postalcode, birthDate } = addressee.value
      const key = nameKey(fullname)
      const born = birthDate === undefined ? undefined : calendarDay.exec(birthDate)?.[0]
      // The schema allows years that nobody here was born in, and the database cannot read some of them.
      if (birthDate !== undefined && born === undefined) return one(undefined)
      const candidates = await store.findByName({
        nameKey: key,
        postalCode: postalcode.trim(),
        birthDate: born,
      })
      const found = matching(addressee.value, candidates)
      return found.length > 1 ? { found: undefined, reason: 'MULTIPLE_MATCHES' } : one(found[0])
    }
  }
}

function one(found: Recipient | undefined): Identified<Recipient> {
  return found === undefined ? { found, reason: 'NOT_FOUND' } : { found }
}

/**
 * Answers whether a recipient has a mailbox (protocol 6.8). Whoever is in the register is taken as they are; only of
 * an unknown number is it said that the number itself cannot be right.
 *
 * @throws MailError MISSING_RECIPIENT, or ILLEGAL_ACCESS for a bank account without the permission
 */
export async function identifyRecipient(
  deps: RegisterDeps,
  caller: Account,
  question: Identification,
): Promise<IdentificationResult> {
  const addressee = addresseeOf(question)
  if (addressee === undefined) {
    refuse([{ code: 'MISSING_RECIPIENT', message: 'identification names nobody. Give one identifier.' }])
    return { result: 'UNIDENTIFIED', unidentifiedReason: 'NOT_FOUND' }
  }
  refuse(addresseeProblems(addressee, caller.permissions))
  const identified = await findRecipient(deps, addressee)
  if (identified.found === undefined) {
    return invalid(addressee) ?? { result: 'UNIDENTIFIED', unidentifiedReason: identified.reason }
  }
  const { found } = identified
  // A number does not reveal the address that belongs to it.
  const byNumber = addressee.by !== 'name-and-address' && addressee.by !== 'digipost-address'
  if (found.mailboxId === null) return withoutMailbox(found, byNumber)
  if (byNumber) return { result: 'DIGIPOST' }
  if (found.digipostAddress === null) return { result: 'DIGIPOST' }
  const alias = question.includePersonaliasForDigipostUser === true ? { personAlias: found.digipostAddress } : {}
  return { result: 'DIGIPOST', digipostAddress: found.digipostAddress, ...alias }
}

function withoutMailbox(found: Recipient, byNumber: boolean): IdentificationResult {
  if (found.kind === 'ORGANISATION') return { result: 'UNIDENTIFIED', unidentifiedReason: 'NOT_FOUND' }
  if (byNumber || found.digipostAddress === null) return { result: 'IDENTIFIED' }
  return { result: 'IDENTIFIED', personAlias: found.digipostAddress }
}

function invalid(addressee: Addressee): IdentificationResult | undefined {
  switch (addressee.by) {
    case 'personal-identification-number':
      return checkPersonalIdentificationNumber(addressee.value).valid
        ? undefined
        : { result: 'INVALID', invalidReason: 'INVALID_PERSONAL_IDENTIFICATION_NUMBER' }
    case 'organisation-number':
      return checkOrganisationNumber(addressee.value)
        ? undefined
        : { result: 'INVALID', invalidReason: 'INVALID_ORGANISATION_NUMBER' }
    case 'bank-account-number':
      return checkBankAccountNumber(addressee.value) ? undefined : { result: 'INVALID', invalidReason: 'UNKNOWN' }
    default:
      return undefined
  }
}
