import { attributes, complex, limited, optional, root, textContent } from '../xml/complex-types.ts'
import { restricted, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'

/** The key that content for one recipient is encrypted with (protocol 8). */
export const encryptionKey = root(
  complex('encryption-key', textContent(string), attributes({ 'key-id': optional(string) })),
)
export type EncryptionKey = ValueOf<typeof encryptionKey>

const pem = restricted(
  string,
  {
    pattern: {
      xsd: '-+ *BEGIN [^-]* *-+[A-Za-z0-9+/\\n]*={0,2}\\n-+ *END [^-]* *-+\\n?',
      // `[^-]*` takes the spaces after it too; saying so once keeps matching linear.
      expression: /^-+ *BEGIN [^-]*-+[A-Za-z0-9+/\n]*={0,2}\n-+ *END [^-]*-+\n?$/,
    },
  },
  'PEM-type',
)

/** The certificate that content for print is encrypted with (protocol 8). */
export const encryptionCertificate = root(limited({ since: 'v7' }, complex('encryption-certificate', textContent(pem))))
export type EncryptionCertificate = ValueOf<typeof encryptionCertificate>
