import { checkBankAccountNumber, checkOrganisationNumber, checkPersonalIdentificationNumber } from '@brevdue/protocol'
import { readEmailAddress } from '../domain/built-in/email-address.ts'

/** Each check gives a sentence saying what is wrong with the value of an option, or undefined. */
export type Check = string | undefined

export function accountIdProblem(option: string, id: string): Check {
  const whole = /^[1-9][0-9]{0,18}$/.test(id) && BigInt(id) <= 9_223_372_036_854_775_807n
  return whole
    ? undefined
    : `${option} is “${id}”; it must be a whole number from 1 (the sender's own, not its organisation number)`
}

export function nameProblem(name: string): Check {
  return name.trim() === '' ? '--name is empty; give the name that people know' : textProblem('--name', name, 130)
}

/** Of text that is shown or compared as it was typed. */
export function textProblem(option: string, text: string | undefined, longest: number): Check {
  if (text === undefined) return undefined
  if (text.trim() === '') return `${option} is empty; give it, or leave the option out`
  // Line breaks and what turns the direction of writing: it is shown beside words of ours.
  if (/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(text)) {
    return `${option} has a line break or another invisible sign in it; give it as people write it`
  }
  return text.length > longest ? `${option} is ${text.length} characters long; ${longest} is the most` : undefined
}

/** A wrong control digit is only warned of: a sandbox may use numbers that no register would give out. */
export function organisationNumberChecks(number: string): { problem: Check; warning: Check } {
  if (!/^[0-9]{9}$/.test(number)) {
    return { problem: `--organisation-number is “${number}”; it must be nine digits`, warning: undefined }
  }
  const warning = checkOrganisationNumber(number)
    ? undefined
    : `organisation number ${number} is not one that the register gives out (first digit 8 or 9, modulus 11)`
  return { problem: undefined, warning }
}

/** As for organisations: eleven digits are needed, right control digits are not. The number is never repeated. */
export function identityNumberChecks(number: string): {
  problem: Check
  warning: Check
  birthDate: string | undefined
} {
  const check = checkPersonalIdentificationNumber(number)
  if (check.valid) return { problem: undefined, warning: undefined, birthDate: check.birthDate }
  if (check.problem === 'form') {
    const problem = '--personal-identification-number must be eleven digits without blanks'
    return { problem, warning: undefined, birthDate: undefined }
  }
  const fault = check.problem === 'date' ? 'names a day that does not exist' : 'has wrong control digits'
  const warning = `the national identity number ${fault}; it is registered all the same, and letters to it will be accepted`
  return { problem: undefined, warning, birthDate: undefined }
}

export function bankAccountProblem(number: string): Check {
  return checkBankAccountNumber(number)
    ? undefined
    : `--bank-account is “${number}”; it must be eleven digits without dots, with a right control digit`
}

/** Protocol 6.5, read leniently: a dotted name, # and one to ten letters or digits. */
export function digipostAddressProblem(address: string): Check {
  return /^[\p{L}\p{N}._-]+#[A-Za-z0-9]{1,10}$/u.test(address)
    ? undefined
    : `--digipost-address is “${address}”; it must look like kari.nordmann#1A2B`
}

export function birthDateProblem(date: string): Check {
  const parsed = new Date(`${date}T00:00:00Z`)
  const exists =
    /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
  return exists ? undefined : `--birth-date is “${date}”; it must be a day as YYYY-MM-DD`
}

/** Without a country beside it, a code means a place in Norway; senders' questions are compared with it digit by digit. */
export function postalCodeProblem(code: string): Check {
  return /^[0-9]{4}$/.test(code)
    ? undefined
    : `--postal-code is “${code}”; it must be four digits, as in 0155 (leave an address abroad out)`
}

/** Protocol 5.6: with the country code, or eight digits of Norway. Blanks, dots, hyphens and brackets do not count. */
export function phoneNumberProblem(number: string): Check {
  const plain = number.replaceAll(/[ ().-]/g, '').replace(/^\+/, '00')
  const reachable = plain.startsWith('00')
    ? /^00(47\d{8}|(?!47)[1-9]\d{4,14})$/.test(plain)
    : /^[2-9]\d{7}$/.test(plain)
  return reachable
    ? undefined
    : `--phone-number is “${number}”; it must be eight digits, or begin with the country code, as in +47 99 99 00 01`
}

export function emailAddressProblem(option: string, address: string): Check {
  return readEmailAddress(address) === undefined
    ? `${option} is “${address}”; it must be an address such as kari@example.no`
    : undefined
}

/** An issuer is compared letter by letter with what the provider writes. */
export function issuerProblem(issuer: string): Check {
  const url = URL.parse(issuer)
  const known = url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && issuer.trim() === issuer
  return known ? undefined : `--issuer is “${issuer}”; it must be the http:// or https:// address of the provider`
}
