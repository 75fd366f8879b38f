import { complex, root, sequence } from '../xml/complex-types.ts'
import { string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'

/** Who shall have an account (protocol 3.18). */
export const userInformation = root(
  complex(
    'user-information',
    sequence({ 'national-identity-number': string, 'phone-number': string, 'email-address': string }),
  ),
  { since: 'v7' },
)
export type UserInformation = ValueOf<typeof userInformation>

/** The account that was made (protocol 3.18). */
export const userAccount = root(
  complex('user-account', sequence({ 'digipost-address': string, 'encryption-key': string })),
  { since: 'v7' },
)
export type UserAccount = ValueOf<typeof userAccount>
