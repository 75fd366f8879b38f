import { complex, many, optional, root, sequence, unordered } from '../xml/complex-types.ts'
import { string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { link } from './shared-types.ts'

/** The address of somebody found in the register; its parts come in any order. */
const address = unordered('address', {
  street: optional(string),
  'house-number': optional(string),
  'house-letter': optional(string),
  'additional-addressline': optional(string),
  'zip-code': optional(string),
  city: optional(string),
})

/** Somebody found in the register (protocol 3.9). */
export const recipient = root(
  complex(
    'recipient',
    sequence({
      firstname: optional(string),
      middlename: optional(string),
      lastname: optional(string),
      'digipost-address': string,
      'mobile-number': optional(string),
      'organisation-number': optional(string),
      'organisation-name': optional(string),
      address: many(address),
      link: many(link),
    }),
  ),
)
export type Recipient = ValueOf<typeof recipient>

/** The answer to a search (protocol 3.9). */
export const recipients = root(complex('recipients', sequence({ recipient: many(recipient), link: many(link) })))
export type Recipients = ValueOf<typeof recipients>

const suggestion = complex('suggestion', sequence({ 'search-string': optional(string), link: optional(link) }))

/** Completions of what is typed into a search (protocol 3.9). */
export const autocomplete = root(
  complex('autocomplete', sequence({ suggestion: many(suggestion), link: many(link) })),
  { anonymous: true },
)
export type Autocomplete = ValueOf<typeof autocomplete>
