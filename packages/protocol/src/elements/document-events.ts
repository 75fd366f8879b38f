import { attributes, complex, many, optional, root, sequence } from '../xml/complex-types.ts'
import { dateTime, enumeration } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { eventMetadata } from './event-metadata.ts'
import { uuid } from './shared-types.ts'

/** What may happen to a document (protocol 9.2). */
const eventType = enumeration('event-type', {
  EMAIL_NOTIFICATION_FAILED: 'v6',
  EMAIL_MESSAGE_SENT: 'v7',
  EMAIL_MESSAGE_FAILED: 'v7',
  SMS_NOTIFICATION_FAILED: 'v6',
  OPENED: 'v6',
  MOVE_FILES_FROM_PUBLIC_SECTOR: 'v6',
  POSTMARKED: 'v6',
  PRINT_FAILED: 'v6',
  SHREDDED: 'v6',
  PEPPOL_DELIVERED: 'v7',
  PEPPOL_FAILED: 'v7',
  // Only the .NET copy of the v8 schema has these three (protocol 3.24).
  REQUEST_FOR_REGISTRATION_EXPIRED: 'v8',
  REQUEST_FOR_REGISTRATION_DELIVERED_DIGIPOST: 'v8',
  REQUEST_FOR_REGISTRATION_FAILED: 'v8',
  SHARE_DOCUMENTS_REQUEST_DOCUMENTS_SHARED: 'v8',
  SHARE_DOCUMENTS_REQUEST_SHARING_WITHDRAWN: 'v8',
})
export type EventType = ValueOf<typeof eventType>

const event = complex(
  'event',
  sequence({ metadata: optional(eventMetadata) }),
  attributes({
    uuid,
    type: eventType,
    created: dateTime,
    'document-created': optional(dateTime, { since: 'v7', min: { v6: 0, v7: 1, v8: 1 } }),
  }),
)
export type DocumentEvent = ValueOf<typeof event>

/** What has happened to documents (protocol 9.2). */
export const documentEvents = root(complex('document-events', sequence({ event: many(event) })))
export type DocumentEvents = ValueOf<typeof documentEvents>
