import { complex, root, sequence } from '../../xml/complex-types.ts'
import { string } from '../../xml/simple-types.ts'

/** A document that was signed. */
export const signedDocument = root(
  complex(
    'signedDocument',
    sequence({
      'document-issuer': string,
      'document-subject': string,
      'signing-time': string,
    }),
  ),
)
