import {
  attributes,
  complex,
  extending,
  limited,
  many,
  optional,
  optionalChoice,
  root,
  sequence,
  withVariant,
} from '../xml/complex-types.ts'
import { boolean, date, decimal, int, restricted, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { dataType } from './data-type.ts'
import { emailNotification, smsNotification } from './notification.ts'
import { authenticationLevel, contentHash, link, sensitivityLevel, uuid } from './shared-types.ts'

const encrypted = complex('encrypted', attributes({ 'number-of-pages': optional(int) }))

const plainDocument = complex(
  'document',
  sequence({
    uuid: optional(uuid),
    subject: optional(text({ maxLength: { v6: 100, v7: 255, v8: 255 } })),
    'file-type': string,
  }),
  optionalChoice({ 'opening-receipt': string, opened: boolean }),
  sequence({
    'sms-notification': optional(smsNotification),
    'email-notification': optional(emailNotification),
    'authentication-level': optional(authenticationLevel),
    'sensitivity-level': optional(sensitivityLevel),
    'pre-encrypt': optional(boolean, { until: 'v6' }),
    'pre-encrypt-no-pages': optional(int, { until: 'v6' }),
    encrypted: optional(encrypted, { since: 'v7' }),
    'content-hash': optional(contentHash),
    link: many(link),
    'data-type': optional(dataType, { since: 'v7' }),
  }),
  attributes({ 'technical-type': optional(string) }),
)

const kid = restricted(string, { pattern: { xsd: '[0-9]{2,24}[0-9\\-]{1}', expression: /^[0-9]{2,24}[0-9-]$/ } })

/** A document that is an invoice, before the data types took over (protocol 3.23). */
export const invoiceDocument = root(
  limited(
    { until: 'v7' },
    extending(
      plainDocument,
      'invoice',
      sequence({
        kid: optional(kid),
        amount: restricted(decimal, { totalDigits: 15, fractionDigits: 2 }),
        account: text({ pattern: { xsd: '[0-9]{11}', expression: /^[0-9]{11}$/ } }),
        'due-date': date,
      }),
    ),
  ),
)
export type InvoiceDocument = ValueOf<typeof invoiceDocument>

/** One document of a message (protocol 5.3). In v6 and v7, one of type `invoice` has the invoice's fields too. */
export const document = root(withVariant(plainDocument, invoiceDocument))
export type Document = ValueOf<typeof document>
