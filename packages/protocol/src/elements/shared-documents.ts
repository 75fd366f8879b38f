import { attributes, choice, complex, many, optional, root, sequence } from '../xml/complex-types.ts'
import { dateTime, integer, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { link } from './shared-types.ts'

const organisation = complex(
  'shared-document-origin-organisation',
  attributes({ 'organisation-number': optional(string), name: optional(string) }),
)
const privatePerson = complex('shared-document-origin-private-person', attributes({ name: optional(string) }))
const origin = complex('shared-document-origin', choice({ organisation, 'private-person': privatePerson }))

const sharedDocument = complex(
  'shared-document',
  sequence({
    'delivery-time': dateTime,
    subject: text({ maxLength: 255 }),
    'file-type': string,
    'file-size-bytes': integer,
    origin,
    link: many(link),
  }),
)
export type SharedDocument = ValueOf<typeof sharedDocument>

const sharedDocuments = complex('shared-documents', sequence({ 'shared-document': many(sharedDocument) }))

/** What a recipient shares with a sender, and until when (protocol 3.14). */
export const shareDocumentsRequestState = root(
  complex(
    'share-documents-request-state',
    sequence({
      'shared-documents': sharedDocuments,
      'shared-at-time': optional(dateTime),
      'expiry-time': optional(dateTime),
      'withdrawn-time': optional(dateTime),
      link: many(link),
    }),
  ),
  { since: 'v8' },
)
export type ShareDocumentsRequestState = ValueOf<typeof shareDocumentsRequestState>

/** Where the content of a shared document is (protocol 3.14). */
export const sharedDocumentContent = root(
  complex('shared-document-content', sequence({ 'content-type': string, uri: string })),
  { since: 'v8' },
)
export type SharedDocumentContent = ValueOf<typeof sharedDocumentContent>
