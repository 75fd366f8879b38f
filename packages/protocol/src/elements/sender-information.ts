import { attributes, complex, optional, root, sequence, some, textContent } from '../xml/complex-types.ts'
import { enumeration, long, restricted, string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'

const senderStatus = enumeration('sender-status', ['NO_INFO_AVAILABLE', 'VALID_SENDER'])
const featureName = restricted(
  string,
  {
    pattern: {
      xsd: 'no\\.digipost\\.feature\\.[a-zA-Z0-9_\\.\\-]+',
      expression: /^no\.digipost\.feature\.[a-zA-Z0-9_.-]+$/,
    },
  },
  'feature-name',
)
const feature = complex('feature', textContent(featureName), attributes({ param: optional(string, { since: 'v7' }) }))
const features = complex('features', sequence({ feature: some(feature) }))

/** What a sender may do (protocol 1.3). */
export const senderInformation = root(
  complex(
    'sender-information',
    sequence({ 'sender-id': optional(long), status: senderStatus, 'supported-features': optional(features) }),
  ),
)
export type SenderInformation = ValueOf<typeof senderInformation>
