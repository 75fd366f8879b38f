import {
  bankAccountProblem,
  birthDateProblem,
  digipostAddressProblem,
  emailAddressProblem,
  identityNumberChecks,
  nameProblem,
  organisationNumberChecks,
  phoneNumberProblem,
  postalCodeProblem,
  textProblem,
} from './input-checks.ts'
import { refuseInput } from './operator-error.ts'

interface Reachable {
  name: string
  /** Chosen when absent and there is a mailbox. */
  digipostAddress?: string | undefined
  addressLine1?: string | undefined
  addressLine2?: string | undefined
  postalCode?: string | undefined
  city?: string | undefined
  phoneNumber?: string | undefined
  emailAddress?: string | undefined
  bankAccount?: string | undefined
  /** Default true. */
  mailbox?: boolean | undefined
}

export interface PersonInput extends Reachable {
  personalIdentificationNumber: string
  /** YYYY-MM-DD; read from the national identity number when absent */
  birthDate?: string | undefined
}

export interface OrganisationInput extends Reachable {
  organisationNumber: string
}

/** Input that has passed its checks. */
export interface CheckedRecipient extends Reachable {
  identityNumber?: string
  organisationNumber?: string
  birthDate?: string | undefined
  warnings: string[]
}

/** @throws OperatorError with everything that is wrong */
export function checkPerson(input: PersonInput): CheckedRecipient {
  const number = identityNumberChecks(input.personalIdentificationNumber)
  refuseInput([
    number.problem,
    input.birthDate === undefined ? undefined : birthDateProblem(input.birthDate),
    ...commonProblems(input),
  ])
  const { personalIdentificationNumber, ...rest } = input
  const warnings = number.warning === undefined ? [] : [number.warning]
  return {
    ...rest,
    identityNumber: personalIdentificationNumber,
    birthDate: input.birthDate ?? number.birthDate,
    warnings,
  }
}

/** @throws OperatorError with everything that is wrong */
export function checkOrganisation(input: OrganisationInput): CheckedRecipient {
  const { problem, warning } = organisationNumberChecks(input.organisationNumber)
  refuseInput([problem, ...commonProblems(input)])
  return { ...input, warnings: warning === undefined ? [] : [warning] }
}

function commonProblems(input: Reachable): (string | undefined)[] {
  const address = [input.addressLine1, input.postalCode, input.city]
  const partial = address.some((part) => part !== undefined) && address.some((part) => part === undefined)
  return [
    nameProblem(input.name),
    input.digipostAddress === undefined ? undefined : digipostAddressProblem(input.digipostAddress),
    input.bankAccount === undefined ? undefined : bankAccountProblem(input.bankAccount),
    partial ? 'an address needs all of --address, --postal-code and --city' : undefined,
    textProblem('--address', input.addressLine1, 100),
    textProblem('--address-2', input.addressLine2, 100),
    input.postalCode === undefined ? undefined : postalCodeProblem(input.postalCode),
    textProblem('--city', input.city, 80),
    input.phoneNumber === undefined ? undefined : phoneNumberProblem(input.phoneNumber),
    input.emailAddress === undefined ? undefined : emailAddressProblem('--email-address', input.emailAddress),
  ]
}
