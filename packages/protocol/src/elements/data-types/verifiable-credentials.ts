import { complex, optional, root, sequence } from '../../xml/complex-types.ts'
import { string } from '../../xml/simple-types.ts'

/** A notice of a verifiable credential. */
export const verifiableCredentialNotice = root(
  complex(
    'verifiableCredentialNotice',
    sequence({
      title: optional(string),
      description: optional(string),
    }),
  ),
  { element: 'verifiable-credential-notice' },
)

/** A request for a verifiable presentation. */
export const verifiablePresentationNotice = root(
  complex(
    'verifiablePresentationNotice',
    sequence({
      title: string,
      description: string,
    }),
  ),
  { element: 'verifiable-presentation-notice' },
)
