import {
  abstract,
  attributes,
  complex,
  extending,
  limited,
  many,
  optional,
  sequence,
  some,
} from '../xml/complex-types.ts'
import { boolean, dateTime, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { authenticationLevel, link, sensitivityLevel, uuid } from './shared-types.ts'

const documentMetadata = complex(
  'document-metadata',
  sequence({ link: many(link) }),
  attributes({ uuid, 'technical-type': optional(string) }),
)

const movedContent = sequence({ document: some(documentMetadata), x509Certificate: string })
const movedFacts = attributes({
  opened: boolean,
  'delivery-time': dateTime,
  subject: string,
  'authentication-level': authenticationLevel,
  'sensitivity-level': sensitivityLevel,
  'destination-mailbox': string,
  'destination-mailbox-address': string,
})

/** What an event tells beyond its type (protocol 9.2); on the wire, xsi:type says which of these it is. */
export const eventMetadata = abstract('event-metadata', (base) => [
  extending(base, 'move-files-from-public-sector-metadata', movedContent, movedFacts),
  limited({ since: 'v8' }, extending(base, 'email-delivered-metadata', attributes({ 'email-address': string }))),
  extending(base, 'email-notification-failed-metadata', attributes({ 'email-address': string, 'error-code': string })),
  extending(base, 'sms-notification-failed-metadata', attributes({ 'mobile-number': string, 'error-code': string })),
  extending(base, 'failed-print-metadata', attributes({ 'error-code': string })),
  limited({ since: 'v7' }, extending(base, 'failed-peppol-metadata', attributes({ 'error-code': string }))),
  extending(base, 'postmarked-metadata', attributes({ 'postmarked-date': dateTime })),
  // Only the .NET copy of the v8 schema has it (protocol 3.24).
  limited(
    { since: 'v8' },
    extending(base, 'request-for-registration-expired-metadata', attributes({ 'fallback-channel': optional(string) })),
  ),
])
export type EventMetadata = ValueOf<typeof eventMetadata>
