import { complex, many, optional, optionalChoice, root, sequence } from '../xml/complex-types.ts'
import { dateTime, long, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { senderOrganization } from './sender-organization.ts'
import { contentHash, link, uuid } from './shared-types.ts'

/** A fact about an archived document, to find it by (protocol 3.15). */
export const archiveDocumentAttribute = root(
  complex('archive-document-attribute', sequence({ key: text({ maxLength: 20 }), value: text({ maxLength: 100 }) })),
  { since: 'v8' },
)
export type ArchiveDocumentAttribute = ValueOf<typeof archiveDocumentAttribute>

/** One archived document (protocol 3.15). */
export const archiveDocument = root(
  complex(
    'archive-document',
    sequence({
      uuid,
      'file-name': optional(text({ maxLength: 255 })),
      'file-type': string,
      referenceid: optional(text({ maxLength: 255 })),
      'content-type': optional(string),
      'content-hash': optional(contentHash),
      attributes: many(archiveDocumentAttribute, { since: 'v8', max: 15 }),
      'archived-time': optional(dateTime),
      'deletion-time': optional(dateTime),
      link: many(link),
    }),
  ),
  { since: 'v7' },
)
export type ArchiveDocument = ValueOf<typeof archiveDocument>

/** A sender's archive, or what is to be put into it (protocol 3.15). */
export const archive = root(
  complex(
    'archive',
    optionalChoice({ 'sender-id': long, 'sender-organization': senderOrganization }),
    sequence({ name: optional(string), link: many(link), documents: many(archiveDocument, { max: 201 }) }),
  ),
  { since: 'v7' },
)
export type Archive = ValueOf<typeof archive>

export const archives = root(complex('archives', sequence({ archive: many(archive), link: many(link) })), {
  since: 'v7',
})
export type Archives = ValueOf<typeof archives>

/** Where the content of an archived document is (protocol 3.15). */
export const archiveDocumentContent = root(
  complex('archive-document-content', sequence({ 'content-type': string, uri: string })),
  { since: 'v7' },
)
export type ArchiveDocumentContent = ValueOf<typeof archiveDocumentContent>
