import { complex, optional, optionalChoice, root, sequence, some } from '../xml/complex-types.ts'
import { date, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { printDetails } from './print-details.ts'
import {
  addressLine,
  bankAccountNumber,
  city,
  name,
  organisationNumber,
  personalIdentificationNumber,
  zipCode,
} from './shared-types.ts'

export const nameAndAddress = complex(
  'name-and-address',
  sequence({
    fullname: name,
    addressline1: addressLine,
    addressline2: optional(addressLine),
    postalcode: zipCode,
    city,
    'birth-date': optional(date),
    'phone-number': optional(string),
    'email-address': optional(string),
  }),
)
export type NameAndAddress = ValueOf<typeof nameAndAddress>

const emailDetails = complex(
  'email-details',
  sequence({ 'email-address': some(string, { max: { v6: 1, v7: 1, v8: 50 } }) }),
)
const peppolAddress = complex('peppol-address', sequence({ schemeID: string, endpointID: string }))
const peppolAddresses = complex('peppol-addresses', sequence({ receiver: peppolAddress, sender: peppolAddress }))

/** Whom a message is for (protocol 5.2). The schema lets all be absent; sending does not. */
export const messageRecipient = root(
  complex(
    'message-recipient',
    optionalChoice({
      'personal-identification-number': personalIdentificationNumber,
      'organisation-number': organisationNumber,
      'digipost-address': string,
      'email-details': optional(emailDetails, { since: 'v7' }),
      'peppol-addresses': optional(peppolAddresses, { since: 'v7' }),
      'name-and-address': nameAndAddress,
      'bank-account-number': optional(bankAccountNumber, { since: 'v7' }),
    }),
    sequence({ 'print-details': optional(printDetails) }),
  ),
)
export type MessageRecipient = ValueOf<typeof messageRecipient>
