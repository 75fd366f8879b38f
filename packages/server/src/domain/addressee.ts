import type { Identification, MessageRecipient, NameAndAddress } from '@brevdue/protocol'
import type { Problem } from './problem.ts'

/** The one way in which the sender names the recipient. */
export type Addressee =
  | { by: 'personal-identification-number'; value: string }
  | { by: 'organisation-number'; value: string }
  | { by: 'digipost-address'; value: string }
  | { by: 'bank-account-number'; value: string }
  | { by: 'name-and-address'; value: NameAndAddress }

/** Whom a message or an identification asks for; undefined when it names nobody. */
export function addresseeOf(recipient: MessageRecipient | Identification): Addressee | undefined {
  const { personalIdentificationNumber, organisationNumber, digipostAddress, bankAccountNumber, nameAndAddress } =
    recipient
  if (personalIdentificationNumber !== undefined) {
    return { by: 'personal-identification-number', value: personalIdentificationNumber }
  }
  if (organisationNumber !== undefined) return { by: 'organisation-number', value: organisationNumber }
  if (digipostAddress !== undefined) return { by: 'digipost-address', value: digipostAddress }
  if (bankAccountNumber !== undefined) return { by: 'bank-account-number', value: bankAccountNumber }
  if (nameAndAddress !== undefined) return { by: 'name-and-address', value: nameAndAddress }
  return undefined
}

/** A bank account tells who somebody is, so asking by it takes a permission (protocol 6.4). */
export function addresseeProblems(addressee: Addressee, permissions: readonly string[]): Problem[] {
  if (addressee.by !== 'bank-account-number' || permissions.includes('bank-account')) return []
  return [
    {
      code: 'ILLEGAL_ACCESS',
      message:
        'bank-account-number: the sender’s account may not find recipients by bank account. The operator opens it.',
    },
  ]
}

/** What the register knows of whom a sender asked for. */
export type Identified<R> = { found: R } | { found: undefined; reason: 'NOT_FOUND' | 'MULTIPLE_MATCHES' }

/**
 * The mailbox that the letter goes to, or why it goes nowhere (protocol 5.5). Print would be the other way; it is not
 * built, so who asks for it learns that the sender is not approved for it.
 */
export function mailboxProblems(
  recipient: MessageRecipient,
  identified: Identified<{ mailboxId: string | null }> | undefined,
): Problem[] {
  const print = recipient.printDetails !== undefined
  if (identified === undefined) return [print ? directPrint : missingRecipient]
  if (typeof identified.found?.mailboxId === 'string') return []
  if (print) return [printFallback]
  return [identified.found === undefined && identified.reason === 'MULTIPLE_MATCHES' ? ambiguous : unknownRecipient]
}

const missingRecipient: Problem = {
  code: 'MISSING_RECIPIENT',
  message:
    'recipient names nobody. Give one identifier: a national identity number, an organisation number, a Digipost address, name and address, or a bank account.',
}
const unknownRecipient: Problem = {
  code: 'UNKNOWN_RECIPIENT',
  message:
    'The recipient does not have a mailbox here. Nothing was delivered; the sender has to reach the recipient in another way.',
}
const ambiguous: Problem = {
  code: 'UNKNOWN_RECIPIENT',
  message:
    'The name and address fit more than one person. Nothing was delivered; add a birth date, or use a national identity number.',
}
const printFallback: Problem = {
  code: 'NOT_APPROVED_FOR_PRINT',
  message:
    'The recipient does not have a mailbox here, and printing is not built in this version of the service. Nothing was delivered.',
}
const directPrint: Problem = {
  code: 'NOT_APPROVED_FOR_DIRECT_PRINT',
  message:
    'The recipient has only print-details, and printing is not built in this version of the service. Nothing was delivered.',
}
