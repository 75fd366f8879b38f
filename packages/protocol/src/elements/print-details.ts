import { choice, complex, optional, sequence, some } from '../xml/complex-types.ts'
import { dateTime, enumeration, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { addressLine, city, country, name, zipCode } from './shared-types.ts'

const norwegianAddress = complex(
  'norwegian-address',
  sequence({
    addressline1: optional(addressLine),
    addressline2: optional(addressLine),
    addressline3: optional(addressLine),
    'zip-code': zipCode,
    city,
  }),
)

const foreignAddress = complex(
  'foreign-address',
  sequence({
    addressline1: addressLine,
    addressline2: optional(addressLine),
    addressline3: optional(addressLine),
    addressline4: optional(addressLine),
  }),
  choice({ country, 'country-code': text({ maxLength: 20 }) }),
)

const printRecipient = complex(
  'print-recipient',
  sequence({ name }),
  choice({ 'norwegian-address': norwegianAddress, 'foreign-address': foreignAddress }),
)
export type PrintRecipient = ValueOf<typeof printRecipient>

const printColors = enumeration('print-colors', ['MONOCHROME', 'COLORS'])
const nondeliverableHandling = enumeration('nondeliverable-handling', ['SHRED', 'RETURN_TO_SENDER'])
const postType = enumeration('post-type', ['A', 'B'])
const printInstruction = complex('print-instruction', sequence({ key: string, value: string }))
const printInstructions = complex('print-instructions', sequence({ 'print-instruction': some(printInstruction) }))

/** How a message is printed and posted (protocol 5.2). */
export const printDetails = complex(
  'print-details',
  sequence({
    recipient: printRecipient,
    'return-address': printRecipient,
    'post-type': optional(postType, {
      until: 'v7',
      min: { v6: 1, v7: 0, v8: 0 },
      default: { v6: undefined, v7: 'A', v8: undefined },
    }),
    color: optional(printColors, { default: 'MONOCHROME' }),
    'nondeliverable-handling': optional(nondeliverableHandling, { default: 'RETURN_TO_SENDER' }),
    'print-instructions': optional(printInstructions, { since: 'v7' }),
  }),
)
export type PrintDetails = ValueOf<typeof printDetails>

/** Printing of what has not been read in time (protocol 5.6). */
export const printIfUnread = complex(
  'print-if-unread',
  sequence({ 'print-if-unread-after': dateTime, 'print-details': printDetails }),
)
