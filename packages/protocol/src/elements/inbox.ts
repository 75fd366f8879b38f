import { type ComplexType, complex, lazy, many, optional, root, sequence } from '../xml/complex-types.ts'
import { dateTime, long, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { authenticationLevel, link } from './shared-types.ts'

const ownContent = sequence({
  id: long,
  'reference-from-sender': optional(string),
  subject: optional(string),
  sender: string,
  'delivery-time': dateTime,
  'first-accessed': optional(dateTime),
  'authentication-level': authenticationLevel,
  'content-type': optional(string),
  'content-uri': optional(string),
  'delete-uri': optional(string),
})
// Only the .NET copy of the v8 schema has it (protocol 3.24).
const links = sequence({ link: many(link, { since: 'v8' }) })
const withoutAttachments = complex('inbox-document', ownContent, links)

// Written out because a type cannot be inferred from itself.
export type InboxDocument = ValueOf<typeof withoutAttachments> & { attachment?: InboxDocument[] | undefined }

const inboxDocument: ComplexType<InboxDocument, 'inbox-document'> = complex(
  'inbox-document',
  ownContent,
  sequence({ attachment: many(lazy<InboxDocument>(() => inboxDocument)) }),
  links,
)

/** What an organisation has received (protocol 3.12). */
export const inbox = root(complex('inbox', sequence({ document: many(inboxDocument) })), { since: 'v7' })
export type Inbox = ValueOf<typeof inbox>
