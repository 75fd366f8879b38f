import { complex, optional, sequence } from '../xml/complex-types.ts'
import { restricted, string, text } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'

const organizationId = restricted(string, {
  pattern: { xsd: '\\w{1,35}', expression: /^[^\p{P}\p{Z}\p{C}]{1,35}$/u },
})

/** The actual sender, by organisation number and unit (protocol 1.2). */
export const senderOrganization = complex(
  'sender-organization',
  sequence({ 'organization-id': organizationId, 'part-id': optional(text({ maxLength: 100 })) }),
)
export type SenderOrganization = ValueOf<typeof senderOrganization>
