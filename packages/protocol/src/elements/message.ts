import { complex, many, optional, optionalChoice, root, sequence } from '../xml/complex-types.ts'
import { dateTime, long, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { batch } from './batch.ts'
import { document } from './document.ts'
import { printDetails, printIfUnread } from './print-details.ts'
import { messageRecipient } from './recipient.ts'
import { senderOrganization } from './sender-organization.ts'

const requestForRegistration = complex(
  'request-for-registration',
  sequence({
    'registration-deadline': dateTime,
    'phone-number': optional(string),
    'email-address': optional(string),
    'print-details': optional(printDetails),
  }),
)

/** A message to be sent (protocol 5.1). */
export const message = root(
  complex(
    'message',
    sequence({ 'message-id': optional(string) }),
    optionalChoice({ 'sender-id': long, 'sender-organization': senderOrganization }),
    sequence({
      recipient: messageRecipient,
      'delivery-time': optional(dateTime),
      'invoice-reference': optional(text({ maxLength: 100 })),
      'primary-document': document,
      attachment: many(document, { max: 201 }),
      'print-if-unread': optional(printIfUnread, { since: 'v7' }),
      'request-for-registration': optional(requestForRegistration, { since: 'v8' }),
      batch: optional(batch, { since: 'v8' }),
    }),
  ),
)
export type Message = ValueOf<typeof message>
