import { complex, optional, root, sequence } from '../../xml/complex-types.ts'
import { string } from '../../xml/simple-types.ts'
import { dcqlQuery, simpleQuery } from './credential-query.ts'

/**
 * A notice of a verifiable credential. Releases 1.3.0 to 1.7.1 require `credential-id` and know the validity; 1.8.0
 * knows title and description only. The union of both is read, so that clients of either release can send theirs.
 */
export const verifiableCredentialNotice = root(
  complex(
    'verifiableCredentialNotice',
    sequence({
      'credential-id': optional(string),
      'valid-from': optional(string),
      'valid-until': optional(string),
      title: optional(string),
      description: optional(string),
    }),
  ),
  { element: 'verifiable-credential-notice' },
)

/** A request for a verifiable presentation. The queries exist in releases 1.5.0 to 1.7.1 only. */
export const verifiablePresentationNotice = root(
  complex(
    'verifiablePresentationNotice',
    sequence({
      title: string,
      description: string,
      simpleQuery: optional(simpleQuery),
      dcqlQuery: optional(dcqlQuery),
    }),
  ),
  { element: 'verifiable-presentation-notice' },
)
