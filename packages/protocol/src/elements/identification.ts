import { attributes, complex, optional, optionalChoice, root, sequence } from '../xml/complex-types.ts'
import { boolean, enumeration, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { encryptionKey } from './encryption.ts'
import { nameAndAddress } from './recipient.ts'
import { bankAccountNumber, organisationNumber, personalIdentificationNumber } from './shared-types.ts'

/** The question whether a recipient has a mailbox (protocol 6.1). */
export const identification = root(
  complex(
    'identification',
    optionalChoice({
      'personal-identification-number': personalIdentificationNumber,
      'organisation-number': organisationNumber,
      'digipost-address': string,
      'name-and-address': nameAndAddress,
      'bank-account-number': optional(bankAccountNumber, { since: 'v7' }),
    }),
    attributes({ 'include-personalias-for-digipost-user': optional(boolean, { default: 'false' }) }),
  ),
)
export type Identification = ValueOf<typeof identification>

const identificationResultCode = enumeration('identification-result-code', [
  'DIGIPOST',
  'IDENTIFIED',
  'UNIDENTIFIED',
  'INVALID',
])
const unidentifiedReason = enumeration('unidentified-reason', ['MULTIPLE_MATCHES', 'NOT_FOUND'])
const invalidReason = enumeration('invalid-reason', [
  'INVALID_PERSONAL_IDENTIFICATION_NUMBER',
  'INVALID_ORGANISATION_NUMBER',
  'UNKNOWN',
])

/** Whether a recipient has a mailbox, and why not (protocol 6.8). */
export const identificationResult = root(
  complex(
    'identification-result',
    sequence({ result: identificationResultCode }),
    optionalChoice(
      { 'person-alias': string, 'unidentified-reason': unidentifiedReason, 'invalid-reason': invalidReason },
      { 'digipost-address': string, 'person-alias': optional(string) },
    ),
  ),
)
export type IdentificationResult = ValueOf<typeof identificationResult>

/** The same with the key that content for this recipient is encrypted with (protocol 3.7). */
export const identificationResultWithEncryptionKey = root(
  complex(
    'identification-result-with-encryption-key',
    sequence({ 'identification-result': identificationResult, 'encryption-key': optional(encryptionKey) }),
  ),
)
export type IdentificationResultWithEncryptionKey = ValueOf<typeof identificationResultWithEncryptionKey>
