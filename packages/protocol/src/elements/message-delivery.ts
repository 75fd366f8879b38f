import { complex, many, optional, root, sequence } from '../xml/complex-types.ts'
import { dateTime, enumeration, long, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { document } from './document.ts'
import { channel, link } from './shared-types.ts'

const messageStatus = enumeration('message-status', ['NOT_COMPLETE', 'COMPLETE', 'DELIVERED', 'DELIVERED_TO_PRINT'])

/** The answer to a message (protocol 5.4). */
export const messageDelivery = root(
  complex(
    'message-delivery',
    sequence({
      'message-id': optional(string),
      'delivery-method': channel,
      'sender-id': long,
      status: messageStatus,
      'delivery-time': optional(dateTime),
      'primary-document': document,
      attachment: many(document, { max: 201 }),
      link: many(link),
    }),
  ),
)
export type MessageDelivery = ValueOf<typeof messageDelivery>
