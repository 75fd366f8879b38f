import {
  attributes,
  type ComplexType,
  complex,
  type ElementType,
  lazy,
  many,
  optional,
  root,
  sequence,
} from '../xml/complex-types.ts'
import { boolean, dateTime, enumeration, long, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { channel, link, uuid } from './shared-types.ts'

const deliveryStatus = enumeration('delivery-status', ['DELIVERED', 'NOT_DELIVERED'])
const read = enumeration('read', ['Y', 'N'])
const hashAlgorithm = enumeration('hash-algorithm', ['NONE', 'MD5', 'SHA256'])

const links = sequence({ link: many(link) })
const facts = attributes({
  uuid: optional(uuid),
  'sender-id': optional(long),
  status: optional(deliveryStatus),
  created: optional(dateTime),
  delivered: optional(dateTime),
  read: optional(read),
  channel: optional(channel),
  'is-primary-document': optional(boolean),
  'content-hash': optional(string),
  'content-hash-algorithm': optional(hashAlgorithm),
})
const ownContent = complex('document-status', links, facts)

// Written out because a type cannot be inferred from itself.
export type DocumentStatus = ValueOf<typeof ownContent> & { attachments?: DocumentStatus[] | undefined }

const type: ComplexType<DocumentStatus, 'document-status'> = complex(
  'document-status',
  sequence({ attachments: many(lazy<DocumentStatus>(() => documentStatus)) }),
  links,
  facts,
)

/** What has become of a document and its attachments (protocol 3.11). */
export const documentStatus: ElementType<DocumentStatus, 'document-status'> = root(type)
