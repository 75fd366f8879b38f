import { complex, optionalChoice, root, sequence } from '../xml/complex-types.ts'
import { long } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { dataType } from './data-type.ts'
import { senderOrganization } from './sender-organization.ts'

/** A data type that complements the one of a document sent earlier (protocol 3.14). */
export const additionalData = root(
  complex(
    'additional-data',
    sequence({ 'data-type': dataType }),
    optionalChoice({ 'sender-id': long, 'sender-organization': senderOrganization }),
  ),
  { since: 'v7' },
)
export type AdditionalData = ValueOf<typeof additionalData>
