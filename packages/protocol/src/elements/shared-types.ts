import { attributes, complex, optional, textContent } from '../xml/complex-types.ts'
import { enumeration, restricted, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'

/** How strongly the recipient must be authenticated to open a document (protocol 7.3). */
export const authenticationLevel = enumeration('authentication-level', [
  'PASSWORD',
  'TWO_FACTOR',
  'IDPORTEN_3',
  'IDPORTEN_4',
])
export type AuthenticationLevel = ValueOf<typeof authenticationLevel>

/** Whether sender and subject are hidden below the authentication level (protocol 7.4). */
export const sensitivityLevel = enumeration('sensitivity-level', ['NORMAL', 'SENSITIVE'])
export type SensitivityLevel = ValueOf<typeof sensitivityLevel>

/** The way by which a message reaches its recipient (protocol 5.4). */
export const channel = enumeration('channel', {
  PRINT: 'v6',
  DIGIPOST: 'v6',
  PEPPOL: 'v7',
  EPOST: 'v7',
  PENDING: 'v8',
})
export type Channel = ValueOf<typeof channel>

export const uuid = restricted(
  string,
  {
    pattern: {
      xsd: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      expression: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    },
  },
  'uuid',
)

export const personalIdentificationNumber = text({ length: 11 })
export const organisationNumber = text({ length: 9 })
export const bankAccountNumber = text({ length: 11 })
export const name = restricted(string, { maxLength: 130 }, 'name')
export const addressLine = restricted(string, { maxLength: 100 }, 'addressline')
export const zipCode = restricted(string, { maxLength: 10 }, 'zip-code')
export const city = restricted(string, { maxLength: 80 }, 'city')
export const country = restricted(string, { maxLength: 80 }, 'country')

/** Where a client may go next (protocol 3.1). */
export const link = complex('link', attributes({ rel: optional(string), uri: string, 'media-type': optional(string) }))
export type Link = ValueOf<typeof link>

/** The hash of a document's content (protocol 5.4). */
export const contentHash = complex(
  'content-hash',
  textContent(string),
  attributes({ 'hash-algorithm': optional(string) }),
)
export type ContentHash = ValueOf<typeof contentHash>
